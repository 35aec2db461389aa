/** Claims of an issuer's own that AWS makes condition keys. */
interface IssuerClaims {
  /** The issuer without its scheme. */
  readonly issuer: RegExp;
  readonly claims: readonly string[];
}

/**
 * AWS's service authorization reference lists them with sts:AssumeRoleWithWebIdentity. Claims of other
 * issuers, and other claims of these, are no keys.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
const ISSUERS: readonly IssuerClaims[] = [
  {
    issuer:
      /^(?:token\.actions\.githubusercontent\.com(?:\/[^/]+)?|token\.actions\.[\w-]+\.ghe\.com|github\.com\/enterprises\/[^/]+)$/,
    claims: [
      'actor',
      'actor_id',
      'enterprise_id',
      'environment',
      'job_workflow_ref',
      'ref',
      'repository',
      'repository_id',
      'repository_owner_id',
      'workflow',
    ],
  },
  {
    issuer: /^gitlab\.com$/,
    claims: [
      'namespace_id',
      'pipeline_source',
      'project_id',
      'ref_protected',
      'runner_environment',
      'user_access_level',
      'user_email',
      'user_id',
      'user_login',
    ],
  },
  {
    issuer: /^(?:agent\.buildkite\.com|agent\.[\w-]+\.buildkite\.(?:dev|site))$/,
    claims: [
      'build_branch',
      'cluster_id',
      'cluster_name',
      'organization_id',
      'organization_slug',
      'pipeline_id',
      'pipeline_slug',
    ],
  },
  { issuer: /^oidc\.circleci\.com\/org\/[^/]+$/, claims: ['oidc.circleci.com/project-id'] },
  { issuer: /^idcs-[\w-]+\.identity\.oraclecloud\.com$/, claims: ['rpst_id'] },
];

/** The names of claims that are keys with this issuer alone. @param issuer without its scheme */
export function claimsOfIssuer(issuer: string): readonly string[] {
  return ISSUERS.find((known) => known.issuer.test(issuer))?.claims ?? [];
}
