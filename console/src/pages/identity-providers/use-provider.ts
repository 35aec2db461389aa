import {
  GetOpenIDConnectProviderCommand,
  GetSAMLProviderCommand,
  IAMClient,
  type GetOpenIDConnectProviderResponse,
  type GetSAMLProviderResponse,
} from '@aws-sdk/client-iam';
import { useAwsQuery } from '../../session/use-aws.ts';
import { kindOfProvider } from './provider.ts';

type Provider =
  | { readonly kind: 'OIDC'; readonly oidc: GetOpenIDConnectProviderResponse }
  | { readonly kind: 'SAML'; readonly saml: GetSAMLProviderResponse };

/** One identity provider, of whichever kind its ARN says. */
export function useProvider(arn: string) {
  return useAwsQuery<Provider>({
    key: ['iam', 'identity providers', arn],
    ask: async (connection) => {
      const iam = connection.client(IAMClient);
      return kindOfProvider(arn) === 'OIDC'
        ? {
            kind: 'OIDC',
            oidc: await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn })),
          }
        : { kind: 'SAML', saml: await iam.send(new GetSAMLProviderCommand({ SAMLProviderArn: arn })) };
    },
  });
}
