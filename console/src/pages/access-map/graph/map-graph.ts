import type { TrustedEntity } from '../../../parts/trust.ts';

/** What a node of the map stands for, in the order in which permissions flow. */
export const NODE_KINDS = [
  'policy',
  'aws-policy',
  'inline-policy',
  'principal',
  'group',
  'user',
  'role',
  'profile',
  'function',
  'instance',
  'bucket',
] as const;

export type NodeKind = (typeof NODE_KINDS)[number];

/** What is wrong with a node, or only remarkable. */
export type Remark =
  | 'instance-profile-missing'
  | 'instance-profile-empty'
  | 'instance-role-untrusting'
  | 'function-role-missing'
  | 'function-role-untrusting'
  | 'role-nobody'
  | 'profile-missing'
  | 'profile-empty'
  | 'profile-role-untrusting'
  | 'policy-unattached';

/** One thing on the map. */
export interface MapNode {
  /** Its ARN where it has one. */
  readonly id: string;
  readonly kind: NodeKind;
  /** What it is called; of a principal whom it names: `ec2`, an account, `*`. */
  readonly name: string;
  readonly arn?: string | undefined;
  /** Beside it: an instance's id and state. */
  readonly note?: string | undefined;
  /** Which kind of whom a policy names. */
  readonly principal?: TrustedEntity['kind'] | 'own-account' | undefined;
  /** Its page's address; what is gone, or is no resource, has none. */
  readonly to?: string | undefined;
  readonly remarks: readonly Remark[];
}

/** How two nodes hang together, in the direction in which permissions flow: from the policy to the instance. */
export type EdgeKind =
  | 'attached'
  | 'inline'
  | 'boundary'
  | 'member'
  | 'trusts'
  | 'in-profile'
  | 'on-instance'
  | 'of-function'
  | 'bucket-policy';

export interface MapEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
}

/** Everything on the map. */
export interface MapGraph {
  readonly nodes: ReadonlyMap<string, MapNode>;
  readonly edges: readonly MapEdge[];
}
