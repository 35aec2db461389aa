import { createHash } from 'node:crypto';
import {
  CreateRoleCommand,
  CreateSAMLProviderCommand,
  DeleteSAMLProviderCommand,
  GetSAMLProviderCommand,
  IAMClient,
  ListSAMLProvidersCommand,
  ListSAMLProviderTagsCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  TagSAMLProviderCommand,
  UntagSAMLProviderCommand,
  UpdateSAMLProviderCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleWithSAMLCommand,
  GetFederationTokenCommand,
  STSClient,
  type AssumeRoleWithSAMLCommandInput,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askServer } from '../src/cli/control-client.ts';
import { ACCOUNT, startHouse, type TestHouse } from './house.ts';
import { documentOf } from './in-process-house.ts';
import { refusal } from './refusal.ts';
import { HMAC_SHA1, responseOf, SamlProvider, type Said } from './saml-provider.ts';

const ATTRIBUTE = 'https://aws.amazon.com/SAML/Attributes/';
const PROVIDER = `arn:aws:iam::${ACCOUNT}:saml-provider/Idp`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Saml`;
const AUDIENCE = 'https://signin.aws.amazon.com/saml';
const QUALIFIER = createHash('sha1').update(`https://idp.example.com/saml${ACCOUNT}/Idp`).digest('base64');

let house: TestHouse;
let iam: IAMClient;
const idp = new SamlProvider();
const impostor = new SamlProvider();

beforeAll(async () => {
  house = await startHouse();
  iam = new IAMClient(house.client());
  await iam.send(new CreateSAMLProviderCommand({ Name: 'Idp', SAMLMetadataDocument: idp.metadata }));
  await newRole('Saml', { StringEquals: { 'SAML:aud': AUDIENCE } });
});
afterAll(() => house.close());

async function newRole(RoleName: string, Condition: object, Action: string | string[] = ACTION) {
  const AssumeRolePolicyDocument = documentOf({
    Effect: 'Allow',
    Principal: { Federated: PROVIDER },
    Action,
    Condition,
  });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  return `arn:aws:iam::${ACCOUNT}:role/${RoleName}`;
}

const ACTION = 'sts:AssumeRoleWithSAML';

function said(more: Partial<Said> = {}, role = ROLE): Said {
  return {
    ...more,
    attributes: {
      [`${ATTRIBUTE}Role`]: [`${role},${PROVIDER}`],
      [`${ATTRIBUTE}RoleSessionName`]: ['ann'],
      ...more.attributes,
    },
  };
}

function assume(xml: string, more: Partial<AssumeRoleWithSAMLCommandInput> = {}) {
  const sts = new STSClient({
    ...house.client(),
    credentials: () => Promise.reject(new Error('this call takes no credentials')),
  });
  const SAMLAssertion = Buffer.from(xml).toString('base64');
  const input = { RoleArn: ROLE, PrincipalArn: PROVIDER, SAMLAssertion, ...more };
  return sts.send(new AssumeRoleWithSAMLCommand(input));
}

test('a SAML provider is made, told, changed, tagged and deleted', async () => {
  const Name = 'Other';
  const SAMLProviderArn = `arn:aws:iam::${ACCOUNT}:saml-provider/${Name}`;
  const SAMLMetadataDocument = idp.metadata;
  const Tags = [{ Key: 'team', Value: 'blue' }];
  const made = await iam.send(new CreateSAMLProviderCommand({ Name, SAMLMetadataDocument, Tags }));
  expect(made).toMatchObject({ SAMLProviderArn, Tags });
  expect(
    await refusal(iam.send(new CreateSAMLProviderCommand({ Name, SAMLMetadataDocument }))),
  ).toMatchObject({ code: 'EntityAlreadyExists', status: 409 });
  const changed = impostor.metadata;
  await iam.send(new UpdateSAMLProviderCommand({ SAMLProviderArn, SAMLMetadataDocument: changed }));
  await iam.send(new TagSAMLProviderCommand({ SAMLProviderArn, Tags: [{ Key: 'x', Value: 'y' }] }));
  await iam.send(new UntagSAMLProviderCommand({ SAMLProviderArn, TagKeys: ['team'] }));
  const listed = await iam.send(new ListSAMLProviderTagsCommand({ SAMLProviderArn }));
  expect(listed.Tags).toEqual([{ Key: 'x', Value: 'y' }]);
  expect(await iam.send(new GetSAMLProviderCommand({ SAMLProviderArn }))).toMatchObject({
    SAMLMetadataDocument: changed,
    CreateDate: expect.any(Date),
    ValidUntil: expect.any(Date),
    Tags: [{ Key: 'x', Value: 'y' }],
  });
  const { SAMLProviderList } = await iam.send(new ListSAMLProvidersCommand({}));
  expect(SAMLProviderList?.map(({ Arn }) => Arn)).toEqual([PROVIDER, SAMLProviderArn]);
  await iam.send(new DeleteSAMLProviderCommand({ SAMLProviderArn }));
  expect(await refusal(iam.send(new GetSAMLProviderCommand({ SAMLProviderArn })))).toEqual({
    code: 'NoSuchEntity',
    status: 404,
    message: `Manifest not found for arn ${SAMLProviderArn}`,
  });
});

test.each([
  ['no XML', 'x'.repeat(1000)],
  ['a document type', idp.metadata.replace('?>', `?><!DOCTYPE x [<!ENTITY a "b">]>`)],
  [
    'no certificate',
    idp.metadata.replace(/<ds:X509Certificate>[^<]+/, '<ds:X509Certificate>AAAA').padEnd(1000),
  ],
  ['no entity id', idp.metadata.replace('entityID', 'entity')],
])('metadata with %s is refused', async (_what, SAMLMetadataDocument) => {
  const call = iam.send(new CreateSAMLProviderCommand({ Name: 'Bad', SAMLMetadataDocument }));
  expect(await refusal(call)).toEqual({
    code: 'InvalidInput',
    status: 400,
    message: 'Could not parse metadata',
  });
});

test('private keys and encryption are refused by name', async () => {
  const input = {
    Name: 'Enc',
    SAMLMetadataDocument: idp.metadata,
    AssertionEncryptionMode: 'Required',
  } as const;
  expect(await refusal(iam.send(new CreateSAMLProviderCommand(input)))).toMatchObject({
    code: 'NotImplemented',
    status: 501,
  });
});

describe('assuming a role by a SAML assertion', () => {
  test.each(['Assertion', 'Response'] as const)('the %s may be what is signed', async (element) => {
    const answered = await assume(idp.sign(responseOf(said()), element));
    expect(answered).toMatchObject({
      AssumedRoleUser: { Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Saml/ann` },
      Audience: AUDIENCE,
      Issuer: 'https://idp.example.com/saml',
      Subject: 'ann',
      SubjectType: 'persistent',
      NameQualifier: QUALIFIER,
    });
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answered.Credentials ?? {};
    const session = new STSClient(
      house.client({
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      }),
    );
    expect(await refusal(session.send(new GetFederationTokenCommand({ Name: 'ann' })))).toMatchObject({
      code: 'AccessDenied',
    });
    const { requests } = await askServer(house.port, 'GET', 'trail');
    expect(requests).toContainEqual(
      expect.objectContaining({ identity: { provider: PROVIDER, audience: AUDIENCE, subject: 'ann' } }),
    );
  });

  test('the trust policy sees the assertion, the session its tags, source identity and subject', async () => {
    const RoleArn = await newRole(
      'Tagged',
      {
        StringEquals: {
          'saml:sub': 'ann',
          'saml:namequalifier': QUALIFIER,
          'saml:doc': `${ACCOUNT}/Idp`,
          'saml:edupersonorgdn': 'ExampleOrg',
        },
        'ForAnyValue:StringEquals': { 'saml:edupersonaffiliation': ['staff'] },
      },
      [ACTION, 'sts:TagSession', 'sts:SetSourceIdentity'],
    );
    const PolicyDocument = documentOf({
      Effect: 'Allow',
      Action: 'iam:ListUsers',
      Resource: '*',
      Condition: {
        StringEquals: {
          'aws:PrincipalTag/team': 'blue',
          'aws:SourceIdentity': 'ann.real',
          'aws:FederatedProvider': PROVIDER,
          'saml:sub': 'ann',
        },
      },
    });
    await iam.send(new PutRolePolicyCommand({ RoleName: 'Tagged', PolicyName: 'own', PolicyDocument }));
    const attributes = {
      [`${ATTRIBUTE}PrincipalTag:team`]: ['blue'],
      [`${ATTRIBUTE}TransitiveTagKeys`]: ['team'],
      [`${ATTRIBUTE}SourceIdentity`]: ['ann.real'],
      'urn:oid:1.3.6.1.4.1.5923.1.1.1.1': ['member', 'staff'],
      'urn:oid:1.3.6.1.4.1.5923.1.1.1.3': ['ExampleOrg'],
    };
    const answered = await assume(idp.sign(responseOf(said({ attributes }, RoleArn))), { RoleArn });
    expect(answered.SourceIdentity).toBe('ann.real');
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answered.Credentials ?? {};
    const asSession = new IAMClient(
      house.client({
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      }),
    );
    expect(await refusal(asSession.send(new ListUsersCommand({})))).toBeUndefined();
    const other = idp.sign(responseOf(said({ attributes, subject: 'bob' }, RoleArn)));
    expect(await refusal(assume(other, { RoleArn }))).toEqual(REFUSED);
  });

  test('the role’s session ends with the provider’s', async () => {
    const { Credentials } = await assume(idp.sign(responseOf(said({ sessionEndsAt: 1200 }))));
    const seconds = ((Credentials?.Expiration?.getTime() ?? 0) - Date.now()) / 1000;
    expect(Math.abs(seconds - 1200)).toBeLessThan(30);
  });
});

const REFUSED = {
  code: 'AccessDenied',
  status: 403,
  message: 'Not authorized to perform sts:AssumeRoleWithSAML',
};

describe('a response that is refused', () => {
  const invalid = (message: string) => ({ code: 'InvalidIdentityToken', status: 400, message });
  const unsigned = invalid('Response signature invalid');
  const malformed = invalid('The SAML response is not valid');
  const expired = {
    code: 'ExpiredTokenException',
    status: 400,
    message: 'Token must be redeemed within 5 minutes of issuance',
  };
  const signed = (more?: Partial<Said>) => idp.sign(responseOf(said(more)));
  const assertionOf = (xml: string) => /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml)?.[0] ?? '';
  const evil = () => assertionOf(responseOf(said({ subject: 'root' }))).replace('_assertion', '_evil');

  test.each([
    ['is not signed', () => responseOf(said()), unsigned],
    ['is signed by another key', () => impostor.sign(responseOf(said())), unsigned],
    ['was changed after it was signed', () => signed().replace('>ann<', '>root<'), unsigned],
    [
      'is signed by HMAC with the public key as its secret',
      () => idp.sign(responseOf(said()), 'Assertion', HMAC_SHA1),
      unsigned,
    ],
    [
      'wraps the signed assertion behind a forged one',
      () => signed().replace('<saml:Assertion', `${evil()}<saml:Assertion`),
      malformed,
    ],
    [
      'hides the signed assertion in an extension',
      () => {
        const xml = signed();
        const original = assertionOf(xml);
        return xml.replace(original, `${evil()}<samlp:Extensions>${original}</samlp:Extensions>`);
      },
      malformed,
    ],
    [
      'bears a signature of something else',
      () => {
        const xml = signed();
        const signature = /<Signature.*<\/Signature>/s.exec(xml)?.[0] ?? '';
        return responseOf(said({ subject: 'root' })).replace(
          '</saml:Assertion>',
          `${signature}</saml:Assertion>`,
        );
      },
      unsigned,
    ],
    [
      'expands entities',
      () => `<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${signed().replace('>ann<', '>&b;<')}`,
      malformed,
    ],
    ['is no XML', () => 'gibberish', malformed],
    [
      'has an encrypted assertion',
      () => responseOf(said()).replaceAll('saml:Assertion', 'saml:EncryptedAssertion'),
      malformed,
    ],
    [
      'is another issuer’s',
      () => signed({ issuer: 'https://x' }),
      invalid('Issuer not present in specified provider'),
    ],
    [
      'is for another recipient',
      () => signed({ recipient: 'https://signin.aws.amazon.com.example.com/saml' }),
      invalid('Response does not contain the required audience'),
    ],
    [
      'is for another audience',
      () => signed({ audience: 'https://example.com' }),
      invalid('Response does not contain the required audience'),
    ],
    ['is too old', () => signed({ issuedAt: -301, expiresAt: 900 }), expired],
    ['has expired', () => signed({ issuedAt: -100, expiresAt: -10 }), expired],
    ['belongs to a session that ended', () => signed({ sessionEndsAt: -10 }), expired],
    [
      'is of tomorrow',
      () => signed({ issuedAt: 86_400, expiresAt: 90_000 }),
      invalid('The token is not yet valid'),
    ],
    [
      'names no session',
      () => signed({ attributes: { [`${ATTRIBUTE}RoleSessionName`]: [] } }),
      invalid('RoleSessionName is required in AuthnResponse'),
    ],
    [
      'names a session as none may be named',
      () => signed({ attributes: { [`${ATTRIBUTE}RoleSessionName`]: ['a b'] } }),
      invalid('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}'),
    ],
    [
      'says that the user did not authenticate',
      () => signed({ status: 'Requester' }),
      {
        code: 'IDPRejectedClaim',
        status: 403,
        message: 'The identity provider reported that authentication failed',
      },
    ],
    [
      'names another role',
      () => signed({ attributes: { [`${ATTRIBUTE}Role`]: [`${ROLE}x,${PROVIDER}`] } }),
      REFUSED,
    ],
  ])('%s', async (_what, xml, expected) => {
    expect(await refusal(assume(xml()))).toEqual(expected);
  });

  test('one of a provider that the account does not have, an oversized one', async () => {
    const other = `arn:aws:iam::${ACCOUNT}:saml-provider/Nobody`;
    expect(await refusal(assume(signed(), { PrincipalArn: other }))).toEqual(
      invalid("Specified provider doesn't exist"),
    );
    expect(await refusal(assume('x'.repeat(100_000)))).toMatchObject({ code: 'ValidationError' });
  });
});
