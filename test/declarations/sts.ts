import { stsService } from '../../src/services/sts/service.ts';
import { ACCOUNT, allow, documentOf, type InProcessHouse } from '../in-process-house.ts';
import type { Samples } from './samples.ts';

const TAGS = [{ Key: 'team', Value: 'blue' }];

export const stsSamples: Samples = {
  service: stsService,
  async inputs(inside: InProcessHouse) {
    const trust = documentOf({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'sts:*',
    });
    const { arn } = await inside.addRole('Assumed', { trust, tags: { team: 'blue' } });
    return {
      GetCallerIdentity: {},
      GetSessionToken: {},
      GetAccessKeyInfo: { AccessKeyId: inside.house.ids.accessKey('AKIA', ACCOUNT) },
      DecodeAuthorizationMessage: { EncodedMessage: 'x' },
      GetFederationToken: { Name: 'someone', Policy: allow('s3:*'), Tags: TAGS },
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
    unheardOfIn: { GetFederationToken: ['sts:TransitiveTagKeys'] },
    // The reference lists with AssumeRole what AssumeRoleWithWebIdentity and -WithSAML bring.
    unheardOf: [
      'accounts.google.com:aud',
      'accounts.google.com:sub',
      'cognito-identity.amazonaws.com:amr',
      'cognito-identity.amazonaws.com:aud',
      'cognito-identity.amazonaws.com:sub',
      'graph.facebook.com:app_id',
      'graph.facebook.com:id',
      'saml:aud',
      'saml:namequalifier',
      'saml:sub',
      'saml:sub_type',
      'www.amazon.com:app_id',
      'www.amazon.com:user_id',
    ],
  },
};
