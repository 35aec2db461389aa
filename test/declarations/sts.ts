import { keepIssuerKeys } from '../../src/operation/issuer-keys.ts';
import { stsService } from '../../src/services/sts/service.ts';
import { ACCOUNT, allow, documentOf, type InProcessHouse } from '../in-process-house.ts';
import { TokenKey } from '../identity-provider.ts';
import { responseOf, SamlProvider, type Said } from '../saml-provider.ts';
import type { Samples } from './samples.ts';

const PROVIDER = `arn:aws:iam::${ACCOUNT}:saml-provider/Idp`;
const TAGS = [{ Key: 'team', Value: 'blue' }];

export const stsSamples: Samples = {
  service: stsService,
  async inputs(inside: InProcessHouse) {
    const trust = documentOf({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'sts:*',
    });
    const issuer = 'https://idp.example.com';
    const key = new TokenKey('one');
    await inside.house.store.write((tx) =>
      tx
        .insertInto('oidc_providers')
        .values({
          provider_id: 'oidc-1',
          account_id: ACCOUNT,
          issuer,
          client_ids: '["client"]',
          thumbprints: '[]',
          created_at: 0,
        })
        .execute(),
    );
    await keepIssuerKeys(inside.house.store, issuer, { keys: [key.jwk] });
    const idp = new SamlProvider();
    await inside.house.store.write((tx) =>
      tx
        .insertInto('saml_providers')
        .values({
          provider_id: 'saml-1',
          account_id: ACCOUNT,
          name: 'Idp',
          metadata: idp.metadata,
          entity_id: idp.entityId,
          certificates: JSON.stringify([idp.certificate]),
          created_at: 0,
          valid_until: Date.now() + 600_000,
        })
        .execute(),
    );
    const { arn } = await inside.addRole('Assumed', { trust, tags: { team: 'blue' } });
    return {
      GetCallerIdentity: {},
      GetSessionToken: {},
      GetAccessKeyInfo: { AccessKeyId: inside.house.ids.accessKey('AKIA', ACCOUNT) },
      DecodeAuthorizationMessage: { EncodedMessage: 'x' },
      GetFederationToken: { Name: 'someone', Policy: allow('s3:*'), Tags: TAGS },
      AssumeRoleWithWebIdentity: {
        RoleArn: arn,
        RoleSessionName: 'session',
        WebIdentityToken: key.token({
          iss: issuer,
          sub: 'someone',
          aud: 'client',
          exp: Math.floor(Date.now() / 1000) + 600,
          'https://aws.amazon.com/tags': { principal_tags: { team: 'blue' }, transitive_tag_keys: ['team'] },
          'https://aws.amazon.com/source_identity': 'source',
        }),
      },
      AssumeRoleWithSAML: {
        RoleArn: arn,
        PrincipalArn: PROVIDER,
        SAMLAssertion: Buffer.from(idp.sign(responseOf(said(arn)))).toString('base64'),
      },
      AssumeRoot: {
        TargetPrincipal: ACCOUNT,
        TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy' },
      },
      AssumeRole: {
        RoleArn: arn,
        RoleSessionName: 'session',
        ExternalId: 'external',
        SourceIdentity: 'source',
        Tags: TAGS,
        TransitiveTagKeys: ['team'],
      },
    };
  },
  departures: {
    // The tags of a federated user's session are decided on the federated user, as the session itself.
    resources: { 'sts:TagSession': /^arn:aws:sts::\d{12}:federated-user\/someone$/ },
    unheardOfIn: {
      GetFederationToken: ['sts:TransitiveTagKeys'],
      // Nothing is published of when it is there.
      AssumeRoleWithWebIdentity: ['sts:RoleAuthorizedByIdp'],
    },
    ofProviders: /^(?!aws:|sts:)|^aws:FederatedProvider$/,
  },
};

function said(role: string): Said {
  const aws = 'https://aws.amazon.com/SAML/Attributes/';
  return {
    attributes: {
      [`${aws}Role`]: [`${role},${PROVIDER}`],
      [`${aws}RoleSessionName`]: ['session'],
      [`${aws}SourceIdentity`]: ['source'],
      [`${aws}PrincipalTag:team`]: ['blue'],
      [`${aws}TransitiveTagKeys`]: ['team'],
    },
  };
}
