import type { ConditionKeys } from '../../../operation/authorization.ts';
import type { Tag } from '../../../model/generated/sts.ts';
import { stsErrors } from '../errors.ts';
import type { Assertion } from './read-assertion.ts';
import type { SamlIdentity } from './verify-saml.ts';

const AWS = 'https://aws.amazon.com/SAML/Attributes/';
const EDU = 'urn:oid:1.3.6.1.4.1.5923.1.';
const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';

/**
 * Attributes that are condition keys.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml
 */
const KEYS: Readonly<Record<string, string>> = {
  [`${EDU}1.1.1`]: 'saml:edupersonaffiliation',
  [`${EDU}1.1.2`]: 'saml:edupersonnickname',
  [`${EDU}1.1.3`]: 'saml:edupersonorgdn',
  [`${EDU}1.1.4`]: 'saml:edupersonorgunitdn',
  [`${EDU}1.1.5`]: 'saml:edupersonprimaryaffiliation',
  [`${EDU}1.1.6`]: 'saml:edupersonprincipalname',
  [`${EDU}1.1.7`]: 'saml:edupersonentitlement',
  [`${EDU}1.1.8`]: 'saml:edupersonprimaryorgunitdn',
  [`${EDU}1.1.9`]: 'saml:edupersonscopedaffiliation',
  [`${EDU}1.1.10`]: 'saml:edupersontargetedid',
  [`${EDU}1.1.11`]: 'saml:edupersonassurance',
  [`${EDU}1.2.2`]: 'saml:eduorghomepageuri',
  [`${EDU}1.2.3`]: 'saml:eduorgidentityauthnpolicyuri',
  [`${EDU}1.2.4`]: 'saml:eduorglegalname',
  [`${EDU}1.2.5`]: 'saml:eduorgsuperioruri',
  [`${EDU}1.2.6`]: 'saml:eduorgwhitepagesuri',
  'urn:oid:2.5.4.3': 'saml:cn',
  'urn:oid:2.5.4.4': 'saml:surname',
  'urn:oid:2.5.4.42': 'saml:givenName',
  'urn:oid:2.5.4.45': 'saml:x500UniqueIdentifier',
  'urn:oid:0.9.2342.19200300100.1.1': 'saml:uid',
  'urn:oid:0.9.2342.19200300100.1.3': 'saml:mail',
  'urn:oid:0.9.2342.19200300100.1.45': 'saml:organizationStatus',
  'http://schemas.xmlsoap.org/claims/CommonName': 'saml:commonName',
  [`${CLAIMS}name`]: 'saml:name',
  [`${CLAIMS}givenname`]: 'saml:givenName',
  [`${CLAIMS}surname`]: 'saml:surname',
  [`${CLAIMS}emailaddress`]: 'saml:mail',
  'http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid': 'saml:primaryGroupSID',
};

/** The condition keys of an assertion: what it says of its subject, then the subject's attributes. */
export function samlKeys({ assertion, doc, nameQualifier, provider }: SamlIdentity): ConditionKeys {
  const keys: Record<string, string | readonly string[]> = {
    'aws:FederatedProvider': provider,
    'saml:aud': assertion.recipient,
    'saml:doc': doc,
    'saml:iss': assertion.issuer,
    'saml:namequalifier': nameQualifier,
    'saml:sub': assertion.subject,
    'saml:sub_type': assertion.subjectType,
  };
  for (const [name, values] of assertion.attributes) {
    const key = KEYS[name];
    if (key !== undefined) keys[key] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return keys;
}

/** The keys that stay with the session. */
export function lastingSamlKeys(identity: SamlIdentity): Readonly<Record<string, string>> {
  const { assertion, nameQualifier, provider } = identity;
  return {
    'aws:FederatedProvider': provider,
    'saml:namequalifier': nameQualifier,
    'saml:sub': assertion.subject,
    'saml:sub_type': assertion.subjectType,
  };
}

/** What an assertion asks of the session. */
export interface SamlSession {
  readonly sessionName: string;
  readonly sourceIdentity: string | undefined;
  readonly Tags: readonly Tag[];
  readonly TransitiveTagKeys: readonly string[];
}

/** @throws AwsError InvalidIdentityToken for attributes that are missing or malformed */
export function samlSession({ attributes }: Assertion): SamlSession {
  const [sessionName, ...names] = attributes.get(`${AWS}RoleSessionName`) ?? [];
  if (sessionName === undefined || names.length > 0) throw stsErrors.noSamlSessionName();
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) throw stsErrors.invalidSamlSessionName();
  const [sourceIdentity] = attributes.get(`${AWS}SourceIdentity`) ?? [];
  if (sourceIdentity !== undefined && !/^(?!aws:)[\w+=,.@-]{2,64}$/.test(sourceIdentity)) {
    throw stsErrors.invalidSamlSourceIdentity();
  }
  const prefix = `${AWS}PrincipalTag:`;
  const tags = [...attributes].filter(([name]) => name.startsWith(prefix));
  return {
    sessionName,
    sourceIdentity,
    Tags: tags.map(([name, values]) => tagOf(name.slice(prefix.length), values)),
    TransitiveTagKeys: attributes.get(`${AWS}TransitiveTagKeys`) ?? [],
  };
}

/** Whether the provider lets the subject into this role: it names pairs of a role and of itself, in any order. */
export function letsInto({ attributes }: Assertion, roleArn: string, provider: string): boolean {
  return (attributes.get(`${AWS}Role`) ?? []).some((pair) => {
    const parts = pair.split(',').map((part) => part.trim());
    return parts.length === 2 && parts.includes(roleArn) && parts.includes(provider);
  });
}

function tagOf(Key: string, values: readonly string[]): Tag {
  const [Value, ...others] = values;
  const isTag =
    Value !== undefined && others.length === 0 && /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(Value);
  if (!isTag || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(Key)) {
    throw stsErrors.malformedClaim(`${AWS}PrincipalTag`);
  }
  return { Key, Value };
}
