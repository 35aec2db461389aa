import type { Operation } from '../../../operation/operation.ts';
import { getContextKeysForCustomPolicy, getContextKeysForPrincipalPolicy } from './context-keys.ts';
import { simulateCustomPolicy } from './simulate-custom-policy.ts';
import { simulatePrincipalPolicy } from './simulate-principal-policy.ts';

/** What policies would decide, without anyone asking for it. */
export const simulatorOperations: readonly Operation[] = [
  simulateCustomPolicy,
  simulatePrincipalPolicy,
  getContextKeysForCustomPolicy,
  getContextKeysForPrincipalPolicy,
];
