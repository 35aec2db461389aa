/**
 * Who asks. Every form of a principal that a policy's Principal element may name is here, so that the
 * engine needs no other knowledge of identities.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type Principal =
  | AnonymousPrincipal
  | RootPrincipal
  | UserPrincipal
  | RoleSessionPrincipal
  | FederatedUserPrincipal
  | ServicePrincipal
  | ExternalPrincipal;

/** A request without a signature. */
export interface AnonymousPrincipal {
  readonly kind: 'anonymous';
}

interface InAccount {
  /** Twelve digits. */
  readonly accountId: string;
  /** S3's name for the account, 64 hex digits; what `"CanonicalUser"` in a bucket policy names. */
  readonly canonicalUserId?: string | undefined;
}

/** The account's root user. */
export interface RootPrincipal extends InAccount {
  readonly kind: 'root';
}

/** An IAM user, by long-term keys or by GetSessionToken. */
export interface UserPrincipal extends InAccount {
  readonly kind: 'user';
  /** `arn:aws:iam::ACCOUNT:user/PATH/NAME`. */
  readonly arn: string;
  /** The unique id, `AIDA…`. */
  readonly id: string;
}

/** A session of a role. */
export interface RoleSessionPrincipal extends InAccount {
  readonly kind: 'role-session';
  /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`. */
  readonly sessionArn: string;
  /** `arn:aws:iam::ACCOUNT:role/PATH/ROLE`. */
  readonly roleArn: string;
  /** The role's unique id, `AROA…`. */
  readonly roleId: string;
}

/** A session that GetFederationToken made. */
export interface FederatedUserPrincipal extends InAccount {
  readonly kind: 'federated-user';
  /** `arn:aws:sts::ACCOUNT:federated-user/NAME`. */
  readonly arn: string;
  /** Who called GetFederationToken; its identity policies are the ones to pass. */
  readonly issuer: { readonly kind: 'user' | 'root'; readonly arn: string; readonly id: string };
}

/** An AWS service in its own name, as EC2 when it assumes an instance's role. */
export interface ServicePrincipal {
  readonly kind: 'service';
  /** For example `ec2.amazonaws.com`. */
  readonly service: string;
}

/** Someone an identity provider vouches for, on the way into a role (web identity, SAML). */
export interface ExternalPrincipal {
  readonly kind: 'external';
  /** What `"Federated"` may name: a provider's ARN or, say, `accounts.google.com`. */
  readonly provider: string;
}

/**
 * The request's condition keys, by lower-cased name (`aws:sourceip`, `aws:resourcetag/team`). A list is
 * a multi-valued key. A `Map` will do.
 */
export interface RequestContext {
  get(lowerCaseKey: string): string | readonly string[] | undefined;
  keys(): Iterable<string>;
}

/** One question: may this principal do this action to this resource? */
export interface AuthorizationRequest {
  readonly principal: Principal;
  /** `service:Name`, in any case. */
  readonly action: string;
  /** An ARN, or `*` for an action that knows no resource. */
  readonly resource: string;
  /** The account that owns the resource, twelve digits. */
  readonly resourceAccount: string;
  readonly context: RequestContext;
}
