import type { ExemptionReason } from './exemptions.ts';
import type { FederatedIdentity } from '../kernel/caller.ts';

/** Values of condition keys by their documented name, for example `iam:PassedToService`; absent ones may be `undefined`. */
export type ConditionKeys = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A policy that belongs to the resource itself. */
export interface ResourcePolicy {
  /** `bucket`, `function`, `layer`, `key`: suffices beside identity policies. `trust`: must itself allow. */
  readonly kind: 'bucket' | 'function' | 'layer' | 'key' | 'trust';
  /** The document as stored. */
  readonly document: string;
  /** The resource that carries it. */
  readonly arn: string;
}

/** One permission that a call needs: an action on a resource, with what its conditions may ask about. */
export interface Authorization {
  /** For example `iam:PassRole`. */
  readonly action: string;
  /** The resource's ARN, or `*` for an action that has none. */
  readonly resource: string;
  /** Whose resource it is; the caller's account when absent. */
  readonly resourceAccount?: string | undefined;
  /** This resource's and this action's condition keys. */
  readonly keys?: ConditionKeys | undefined;
  /** How a denial names the resource, where that is not its ARN; `null` where AWS names none. */
  readonly named?: string | null | undefined;
  readonly resourcePolicy?: ResourcePolicy | undefined;
  /** Who asks in truth, when an unsigned request brings a provider's word for it. */
  readonly identity?: FederatedIdentity | undefined;
}

/** Leave to run without a permission, with AWS's reason; never a default. */
export interface Exemption {
  readonly exempt: ExemptionReason;
}

/** What `authorizes` answers: all of these must be allowed, in this order. */
export type Authorizations = Authorization | readonly Authorization[] | Exemption;

/**
 * Declares that AWS asks for no permission.
 *
 * @param reason stands in the trail beside the call
 */
export function withoutPermission(reason: ExemptionReason): Exemption {
  return { exempt: reason };
}

export function isExemption(authorizations: Authorizations): authorizations is Exemption {
  return 'exempt' in authorizations;
}
