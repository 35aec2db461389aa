import { IAMClient, ListOpenIDConnectProvidersCommand, ListSAMLProvidersCommand } from '@aws-sdk/client-iam';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { ListPage } from '../../parts/list-page.tsx';
import type { Column } from '../../parts/table/column.tsx';
import { Time } from '../../parts/time.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { DeleteProvider } from './delete-provider.tsx';
import { nameOfProvider, type Provider } from './provider.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Identity providers',
    description:
      'Who signs people in outside of AWS; roles that trust a provider are taken on by those people.',
    name: 'Provider',
    kind: 'Type',
    created: 'Creation time',
    create: 'Add provider',
    empty: 'No identity providers. Add one, then create a role that trusts it.',
    noOther: 'No further providers.',
  },
  ja: {
    title: 'ID プロバイダー',
    description:
      'AWS の外でユーザーのサインインを行うプロバイダーです。プロバイダーを信頼するロールを、そのユーザーが引き受けます。',
    name: 'プロバイダー',
    kind: 'タイプ',
    created: '作成日時',
    create: 'プロバイダーを追加',
    empty: 'ID プロバイダーがありません。追加してから、それを信頼するロールを作成してください。',
    noOther: 'ほかにプロバイダーはありません。',
  },
});

/** All identity providers, of OpenID Connect and SAML; what is refused of the two stands in its place. */
export default function ProvidersPage() {
  const texts = useTexts(TEXTS);
  const oidc = useAwsQuery<readonly Provider[]>({
    key: ['iam', 'identity providers', 'all of them', 'OIDC'],
    ask: async (connection) => {
      const found = await connection.client(IAMClient).send(new ListOpenIDConnectProvidersCommand({}));
      return (found.OpenIDConnectProviderList ?? []).map(({ Arn = '' }) => ({ arn: Arn, kind: 'OIDC' }));
    },
  });
  const saml = useAwsQuery<readonly Provider[]>({
    key: ['iam', 'identity providers', 'all of them', 'SAML'],
    ask: async (connection) => {
      const found = await connection.client(IAMClient).send(new ListSAMLProvidersCommand({}));
      return (found.SAMLProviderList ?? []).map(({ Arn = '', CreateDate }) => ({
        arn: Arn,
        kind: 'SAML',
        created: CreateDate,
      }));
    },
  });
  const [main, other] = oidc.isError && !saml.isError ? [saml, oidc] : [oidc, saml];
  const both = main.data === undefined ? undefined : [...main.data, ...(other.data ?? [])];
  return (
    <ListPage<Provider>
      title={texts.title}
      description={texts.description}
      query={{ ...main, data: both } as typeof main}
      idOf={({ arn }) => arn}
      columns={columnsOf(texts)}
      empty={other.isError ? texts.noOther : texts.empty}
      notes={
        other.isError ? <ErrorAlert error={other.error} onRetry={() => void other.refetch()} /> : undefined
      }
      create={{ text: texts.create, to: paths.createIdentityProvider() }}
      deletion={({ arn }, onClose) => <DeleteProvider arn={arn} onClose={onClose} />}
    />
  );
}

function columnsOf(texts: Readonly<Record<'name' | 'kind' | 'created', string>>): Column<Provider>[] {
  return [
    {
      id: 'name',
      header: texts.name,
      text: ({ arn }) => nameOfProvider(arn),
      cell: ({ arn }) => <PageLink to={paths.identityProvider(arn)}>{nameOfProvider(arn)}</PageLink>,
    },
    {
      id: 'kind',
      header: texts.kind,
      text: ({ kind }) => (kind === 'OIDC' ? 'OpenID Connect' : 'SAML'),
    },
    {
      id: 'created',
      header: texts.created,
      text: ({ created }) => created?.getTime(),
      cell: ({ created }) => <Time at={created} />,
    },
  ];
}
