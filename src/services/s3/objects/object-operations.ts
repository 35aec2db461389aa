import type { Operation } from '../../../operation/operation.ts';
import { copyObject } from './copy-object.ts';
import { deleteObject } from './delete-object.ts';
import { deleteObjects } from './delete-objects.ts';
import { getObjectAttributes } from './get-object-attributes.ts';
import { getObject, headObject } from './get-object.ts';
import { putObject } from './put-object.ts';

/** Objects and their versions. */
export const objectOperations: readonly Operation[] = [
  putObject,
  getObject,
  headObject,
  copyObject,
  deleteObject,
  deleteObjects,
  getObjectAttributes,
];
