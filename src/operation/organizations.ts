import type { CompiledPolicy } from '../policy/compiled-policy.ts';
import type { Soon } from '../kernel/soon.ts';

/** Policies by level, from the organization's root down to the account. */
export type PolicyLevels = readonly (readonly CompiledPolicy[])[];

/** An account's place in its organization, and the policies that bind it there. */
export interface OrganizationPlace {
  /** `o-…` */
  readonly organizationId: string;
  /** `aws:PrincipalOrgPaths` and its kin: `o-…/r-…/ou-…/`. */
  readonly path: string;
  /** Service control policies; absent for the management account and where the type is not enabled. */
  readonly scp?: PolicyLevels | undefined;
  /** Resource control policies; absent likewise. */
  readonly rcp?: PolicyLevels | undefined;
}

/** How a decision learns which organization an account is in; Organizations answers. */
export interface Organizations {
  /** As of an epoch: it may come from a cache, but never from before the epoch. */
  placeOf(accountId: string, epoch: number): Soon<OrganizationPlace | undefined>;
}
