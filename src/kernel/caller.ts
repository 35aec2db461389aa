/**
 * Who calls: what a verified signature was resolved to. `arn` is the principal's own ARN as
 * GetCallerIdentity answers it; `principalArn` is `aws:PrincipalArn` (the role's, for a role session);
 * `userId` is `aws:userid`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
export type Caller =
  | AnonymousCaller
  | RootCaller
  | UserCaller
  | AssumedRoleCaller
  | FederatedUserCaller
  | ServiceCaller;

interface Identified {
  readonly accountId: string;
  readonly arn: string;
  readonly principalArn: string;
  readonly userId: string;
  /** The key that signed; absent when the house itself acts as this caller. */
  readonly accessKeyId?: string | undefined;
  /** The temporary credentials that signed; absent for long-term keys. */
  readonly session?: Session | undefined;
}

export interface AnonymousCaller {
  readonly kind: 'anonymous';
}

export interface RootCaller extends Identified {
  readonly kind: 'root';
}

export interface UserCaller extends Identified {
  readonly kind: 'user';
  readonly userName: string;
  readonly path: string;
  /** The user's unique id, `AIDA…`. */
  readonly principalId: string;
}

export interface AssumedRoleCaller extends Identified {
  readonly kind: 'assumed-role';
  readonly roleName: string;
  /** The role's unique id, `AROA…`. */
  readonly principalId: string;
  readonly sessionName: string;
  readonly session: Session;
}

export interface FederatedUserCaller extends Identified {
  readonly kind: 'federated-user';
  readonly federatedName: string;
  /** The IAM user (or root) who called GetFederationToken. */
  readonly issuer: { readonly kind: 'user' | 'root'; readonly principalId: string; readonly arn: string };
  readonly session: Session;
}

/** An AWS service that acts in its own name, as EC2 does when it assumes an instance's role. */
export interface ServiceCaller {
  readonly kind: 'service';
  /** The service principal, for example `ec2.amazonaws.com`. */
  readonly service: string;
  /** The account on whose behalf it acts. */
  readonly accountId: string;
  /** `aws:SourceArn`, when it acts for one resource. */
  readonly sourceArn?: string | undefined;
  /**
   * Condition keys that the credentials of a role it assumes carry into every later decision. The
   * metadata service sets them for an instance's role: `ec2:SourceInstanceARN`, `ec2:RoleDelivery`,
   * `aws:Ec2InstanceSourceVpc`, `aws:Ec2InstanceSourcePrivateIPv4`. Nobody else does, and no request
   * from outside can.
   */
  readonly sessionContextKeys?: Readonly<Record<string, string>> | undefined;
}

/** Whom an identity provider vouches for, on the way into a role: the request itself is unsigned. */
export interface FederatedIdentity {
  /** The provider's ARN, what `aws:FederatedProvider` holds. */
  readonly provider: string;
  /** For whom the provider made out its token or assertion. */
  readonly audience: string;
  /** The provider's own name of who it is. */
  readonly subject: string;
}

/** What temporary credentials carry, sealed in their token. */
export interface Session {
  /** When they were issued, ms since 1970 in emulated time (`aws:TokenIssueTime`). */
  readonly issuedAt: number;
  /** When they end, ms since 1970 in emulated time. */
  readonly expiresAt: number;
  /** Which call made them. */
  readonly madeBy:
    | 'AssumeRole'
    | 'GetSessionToken'
    | 'GetFederationToken'
    | 'AssumeRoleWithWebIdentity'
    | 'AssumeRoleWithSAML'
    /** None: an instance's signed identity document says who asks, for as long as the instance runs. */
    | 'InstanceIdentityDocument';
  /** The inline session policy's document, when one was passed. */
  readonly policy?: string | undefined;
  /** Managed session policies. */
  readonly policyArns?: readonly string[] | undefined;
  /** Session tags, transitive keys marked. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly transitiveTagKeys?: readonly string[] | undefined;
  readonly sourceIdentity?: string | undefined;
  /** When MFA was used, ms since 1970; absent when it was not. */
  readonly mfaAt?: number | undefined;
  /** Condition keys that follow these credentials into every decision, as `ec2:SourceInstanceARN` does. */
  readonly contextKeys?: Readonly<Record<string, string>> | undefined;
}
