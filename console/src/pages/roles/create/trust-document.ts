import { serviceOf, type RoleDraft } from './role-draft.ts';

/** Where people are sent with a SAML assertion for AWS's console: what its audience has to be. */
const SAML_AUDIENCE = 'https://signin.aws.amazon.com/saml';

/** The trust policy that a draft means, as AWS's console writes it. */
export function trustDocument(draft: RoleDraft, ownAccountId: string): string {
  if (draft.entity === 'custom') return draft.customTrust;
  const statement = { Effect: 'Allow', ...bodyOf(draft, ownAccountId) };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, undefined, 2);
}

function bodyOf(draft: RoleDraft, ownAccountId: string): Readonly<Record<string, unknown>> {
  switch (draft.entity) {
    case 'account':
      return ofAccount(draft, ownAccountId);
    case 'web identity': {
      const provider = issuerOf(draft.webProvider);
      return {
        Principal: { Federated: draft.webProvider },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${provider}:${audienceKey(provider)}`]: draft.audience.trim() } },
      };
    }
    case 'saml':
      return {
        Principal: { Federated: draft.samlProvider },
        Action: 'sts:AssumeRoleWithSAML',
        Condition: { StringEquals: { 'SAML:aud': SAML_AUDIENCE } },
      };
    default:
      return { Principal: { Service: serviceOf(draft) ?? '' }, Action: 'sts:AssumeRole' };
  }
}

function ofAccount(draft: RoleDraft, ownAccountId: string): Readonly<Record<string, unknown>> {
  const { isAnotherAccount, accountId, requiresExternalId, externalId, requiresMfa } = draft;
  const trusted = isAnotherAccount ? accountId.trim() : ownAccountId;
  const Condition = {
    ...(requiresExternalId ? { StringEquals: { 'sts:ExternalId': externalId } } : {}),
    ...(requiresMfa ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } : {}),
  };
  return {
    Principal: { AWS: trusted },
    Action: 'sts:AssumeRole',
    ...(Object.keys(Condition).length === 0 ? {} : { Condition }),
  };
}

/** What an OIDC provider's ARN says of its issuer; a well-known one is its own name. */
function issuerOf(provider: string): string {
  return provider.replace(/^arn:[^:]*:iam::\d*:oidc-provider\//, '');
}

/** Under which condition key the audience of a provider's tokens is found. */
function audienceKey(provider: string): string {
  return provider === 'graph.facebook.com' || provider === 'www.amazon.com' ? 'app_id' : 'aud';
}
