import { IAMClient, ListOpenIDConnectProvidersCommand, ListSAMLProvidersCommand } from '@aws-sdk/client-iam';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';
import { useAwsQuery } from '../../../session/use-aws.ts';
import type { DraftProps } from './entity-step.tsx';

const TEXTS = defineTexts({
  en: {
    web: 'Web identity',
    saml: 'SAML 2.0 federation',
    provider: 'Identity provider',
    choose: 'Choose a provider',
    none: 'No provider yet',
    create: 'Add an identity provider',
    loading: 'Loading',
    audience: 'Audience',
    audienceHint: 'For whom the provider’s tokens are made out: its client ID.',
    samlHint:
      'The trust policy asks for assertions that are made out for https://signin.aws.amazon.com/saml.',
  },
  ja: {
    web: 'ウェブアイデンティティ',
    saml: 'SAML 2.0 フェデレーション',
    provider: 'ID プロバイダー',
    choose: 'プロバイダーを選択',
    none: 'プロバイダーがありません',
    create: 'ID プロバイダーを追加',
    loading: '読み込み中',
    audience: '対象者 (Audience)',
    audienceHint: 'プロバイダーのトークンの宛先 (クライアント ID)。',
    samlHint: '信頼ポリシーは、https://signin.aws.amazon.com/saml を対象とするアサーションを要求します。',
  },
});

/** Providers that AWS knows without having been told. */
const WELL_KNOWN = [
  'cognito-identity.amazonaws.com',
  'accounts.google.com',
  'graph.facebook.com',
  'www.amazon.com',
];

/** Which identity provider's people may take the role on. */
export function ProviderFields({
  kind,
  draft,
  onChange,
  missing,
}: DraftProps & { readonly kind: 'web identity' | 'saml' }) {
  const texts = useTexts(TEXTS);
  const isWeb = kind === 'web identity';
  const providers = useAwsQuery({
    key: ['iam', 'identity providers', 'to trust', kind],
    ask: async (connection) => {
      const iam = connection.client(IAMClient);
      const found = isWeb
        ? (await iam.send(new ListOpenIDConnectProvidersCommand({}))).OpenIDConnectProviderList
        : (await iam.send(new ListSAMLProvidersCommand({}))).SAMLProviderList;
      return (found ?? []).map(({ Arn = '' }) => Arn);
    },
  });
  const options = [...(providers.data ?? []), ...(isWeb ? WELL_KNOWN : [])].map((value) => ({
    value,
    label: value.replace(/^.*:(?:oidc|saml)-provider\//, ''),
  }));
  const chosen = isWeb ? draft.webProvider : draft.samlProvider;
  return (
    <Container header={<Header variant="h2">{isWeb ? texts.web : texts.saml}</Header>}>
      <SpaceBetween size="m">
        {providers.isError ? (
          <ErrorAlert error={providers.error} onRetry={() => void providers.refetch()} />
        ) : null}
        <FormField
          label={texts.provider}
          errorText={missing.provider}
          {...(isWeb ? {} : { description: texts.samlHint })}
          secondaryControl={<PageLink to={paths.createIdentityProvider()}>{texts.create}</PageLink>}
        >
          <Select
            options={options}
            placeholder={texts.choose}
            empty={texts.none}
            statusType={providers.isPending ? 'loading' : 'finished'}
            loadingText={texts.loading}
            selectedOption={options.find(({ value }) => value === chosen) ?? null}
            onChange={({ detail }) => {
              const { value = '' } = detail.selectedOption;
              onChange(isWeb ? { webProvider: value } : { samlProvider: value });
            }}
          />
        </FormField>
        {isWeb ? (
          <FormField label={texts.audience} description={texts.audienceHint} errorText={missing.audience}>
            <Input value={draft.audience} onChange={({ detail }) => onChange({ audience: detail.value })} />
          </FormField>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}
