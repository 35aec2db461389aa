import type { ConditionKeys } from '../../../operation/authorization.ts';
import type { Tag } from '../../../model/generated/sts.ts';
import { stsErrors } from '../errors.ts';
import { claimsOfIssuer } from './issuer-claims.ts';
import type { WebIdentity } from './verify-web-identity.ts';

const TAGS = 'https://aws.amazon.com/tags';
const SOURCE_IDENTITY = 'https://aws.amazon.com/source_identity';

/** What a token brings for the session beside the identity. */
export interface TokenAttributes {
  readonly Tags: readonly Tag[];
  readonly TransitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | undefined;
}

/**
 * The condition keys of a token, in the issuer's name: `idp.example.com/realm:sub` and its kin.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export function webIdentityKeys({ issuerName, claims, subject, provider }: WebIdentity): ConditionKeys {
  const { audiences, originalAudiences, all } = claims;
  const own = claimsOfIssuer(issuerName).map(
    (claim) => [`${issuerName}:${claim}`, scalarOf(all[claim])] as const,
  );
  return {
    ...Object.fromEntries(own),
    'aws:FederatedProvider': provider,
    [`${issuerName}:aud`]: oneOrMany(audiences),
    [`${issuerName}:oaud`]: originalAudiences && oneOrMany(originalAudiences),
    [`${issuerName}:azp`]: textOf(all['azp']),
    [`${issuerName}:sub`]: subject,
    [`${issuerName}:email`]: textOf(all['email']),
    [`${issuerName}:amr`]: textsOf(all['amr']),
  };
}

/** The keys that stay with the session: those of one value, for policy variables too. */
export function lastingKeys(keys: ConditionKeys): Readonly<Record<string, string>> {
  const lasting: Record<string, string> = {};
  for (const [key, value] of Object.entries(keys)) if (typeof value === 'string') lasting[key] = value;
  return lasting;
}

/**
 * Session tags and source identity, which an issuer puts into its tokens: tags nested or flat.
 *
 * @throws AwsError InvalidIdentityToken for what does not have their form
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 */
export function tokenAttributes({ claims }: Pick<WebIdentity, 'claims'>): TokenAttributes {
  const { all } = claims;
  const nested = recordOf(all[TAGS] ?? {}, TAGS);
  const tags = new Map<string, unknown>(
    Object.entries(recordOf(nested['principal_tags'] ?? {}, `${TAGS}/principal_tags`)),
  );
  const flat = `${TAGS}/principal_tags/`;
  for (const [claim, value] of Object.entries(all)) {
    if (claim.startsWith(flat)) tags.set(claim.slice(flat.length), value);
  }
  const transitive = nested['transitive_tag_keys'] ?? all[`${TAGS}/transitive_tag_keys`] ?? [];
  return {
    Tags: [...tags].map(([Key, value]) => tagOf(Key, value)),
    TransitiveTagKeys: textsOf(transitive) ?? malformed(`${TAGS}/transitive_tag_keys`),
    sourceIdentity: sourceIdentityOf(all[SOURCE_IDENTITY]),
  };
}

function tagOf(Key: string, value: unknown): Tag {
  const Value = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
  const isTag = typeof Value === 'string' && /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(Value);
  if (!isTag || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(Key)) return malformed(`${TAGS}/principal_tags`);
  return { Key, Value };
}

function sourceIdentityOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' && /^[\w+=,.@-]{2,64}$/.test(value) ? value : malformed(SOURCE_IDENTITY);
}

function oneOrMany(values: readonly string[]): string | readonly string[] | undefined {
  return values.length === 1 ? values[0] : values;
}

function scalarOf(value: unknown): string | undefined {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : textOf(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function textsOf(value: unknown): readonly string[] | undefined {
  const list: unknown = typeof value === 'string' ? [value] : value;
  return Array.isArray(list) && list.every((each) => typeof each === 'string') ? list : undefined;
}

function recordOf(value: unknown, claim: string): Readonly<Record<string, unknown>> {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Readonly<Record<string, unknown>>) : malformed(claim);
}

function malformed(claim: string): never {
  throw stsErrors.malformedClaim(claim);
}
