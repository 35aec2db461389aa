import type { CompiledPolicy } from './compiled-policy.ts';

/** All the policies that have a say in one request. What is absent does not limit. */
export interface ApplicablePolicies {
  /** The caller's own and its groups'; for a federated user, those of the user it was made by. */
  readonly identity: readonly CompiledPolicy[];
  /** The caller's permissions boundary. */
  readonly boundary?: CompiledPolicy | undefined;
  /** The session's policies; when present, even empty, they limit the session. */
  readonly session?: readonly CompiledPolicy[] | undefined;
  readonly resource?: ResourcePolicies | undefined;
  /** Service control policies of the caller's account, by level: root, OUs, account. */
  readonly scp?: readonly (readonly CompiledPolicy[])[] | undefined;
  /** Resource control policies of the resource's account, by level. */
  readonly rcp?: readonly (readonly CompiledPolicy[])[] | undefined;
  /** The policy of the VPC endpoint through which the request came. */
  readonly endpoint?: CompiledPolicy | undefined;
}

/** The policies attached to the resource. */
export interface ResourcePolicies {
  readonly policies: readonly CompiledPolicy[];
  /**
   * `alternative`: within the account either they or the identity policies may allow (S3, SQS, …).
   * `required`: they must allow in any case (a role's trust policy, a KMS key policy).
   */
  readonly mode: 'alternative' | 'required';
  /** `role trust policy` for a role's; otherwise `resource-based policy`. */
  readonly type?: 'resource-based policy' | 'role trust policy' | undefined;
}
