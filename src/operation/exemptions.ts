import type { ToldSentence } from '../kernel/told-request.ts';

/** Why AWS asks for no permission: AWS's documentation, in our words. */
const REASONS = {
  'own-credentials': 'a user may always ask for temporary credentials of their own',
  'caller-identity': 'GetCallerIdentity needs no permission and succeeds under an explicit Deny',
  'each-by-itself': 'each key is authorised by itself: a refusal stands beside its key in the answer',
  'own-stack': 'an instance may always signal and read the stack that made it, by its identity document',
} as const;

export type ExemptionReason = keyof typeof REASONS;

/** @param reason as the trail holds it */
export function tellExemption(reason: string): ToldSentence {
  return { code: `exempt ${reason}`, text: isKnown(reason) ? REASONS[reason] : reason };
}

function isKnown(reason: string): reason is ExemptionReason {
  return Object.hasOwn(REASONS, reason);
}
