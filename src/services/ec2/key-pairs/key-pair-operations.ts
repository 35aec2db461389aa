import type { Operation } from '../../../operation/operation.ts';
import { createKeyPair, importKeyPair } from './create-key-pair.ts';
import { deleteKeyPair, describeKeyPairs } from './describe-key-pairs.ts';

/** Key pairs. */
export const keyPairOperations: readonly Operation[] = [
  createKeyPair,
  deleteKeyPair,
  describeKeyPairs,
  importKeyPair,
];
