/**
 * AWS's defaults.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export const QUOTAS = {
  accounts: 10,
  units: 2_000,
  /** OUs above one another. */
  depth: 5,
  /** Characters of a document, white space counted: only the console takes it away. */
  policyCharacters: 5_120,
  /** Policies of one type on a root, an OU or an account. */
  attachments: 5,
  tags: 50,
  policies: { SERVICE_CONTROL_POLICY: 10_000, RESOURCE_CONTROL_POLICY: 1_000 },
} as const;
