import type { CompiledPolicy, CompiledStatement } from './compiled-policy.ts';

/** Kinds of policy, in the words of AWS's denials. */
export type PolicyType =
  | 'identity-based policy'
  | 'resource-based policy'
  | 'role trust policy'
  | 'permissions boundary'
  | 'session policy'
  | 'VPC endpoint policy'
  | 'service control policy'
  | 'resource control policy';

export type Decision = Allowed | Denied;

export interface Allowed {
  readonly allowed: true;
  readonly kind: 'allowed';
  /** The type of the policy that allows; `undefined` for the root user, who needs none. */
  readonly decidedBy: PolicyType | undefined;
  /** The policy that allows, and its statement. */
  readonly policy: CompiledPolicy | undefined;
  readonly statement: CompiledStatement | undefined;
}

export interface Denied {
  readonly allowed: false;
  /** A statement that denies, or no statement that allows. */
  readonly kind: 'explicit-deny' | 'implicit-deny';
  /** The type of the policy that denies, or that lacks an Allow. */
  readonly decidedBy: PolicyType;
  /** The policy that denies, and its statement; absent from an implicit denial. */
  readonly policy: CompiledPolicy | undefined;
  readonly statement: CompiledStatement | undefined;
}

export function allowed(
  decidedBy: PolicyType | undefined,
  policy: CompiledPolicy | undefined,
  statement: CompiledStatement | undefined,
): Allowed {
  return { allowed: true, kind: 'allowed', decidedBy, policy, statement };
}

export function explicitlyDenied(
  decidedBy: PolicyType,
  policy: CompiledPolicy,
  statement: CompiledStatement,
): Denied {
  return { allowed: false, kind: 'explicit-deny', decidedBy, policy, statement };
}

export function implicitlyDenied(decidedBy: PolicyType): Denied {
  return { allowed: false, kind: 'implicit-deny', decidedBy, policy: undefined, statement: undefined };
}
