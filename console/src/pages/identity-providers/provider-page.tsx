import Button from '@cloudscape-design/components/button';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { isMissing } from '../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { Page } from '../../parts/page.tsx';
import { paths } from '../../parts/paths.ts';
import { DeleteProvider } from './delete-provider.tsx';
import { OidcProvider } from './oidc-provider.tsx';
import { nameOfProvider } from './provider.ts';
import { SamlProvider } from './saml-provider.tsx';
import { useProvider } from './use-provider.ts';

const TEXTS = defineTexts({
  en: { providers: 'Identity providers', remove: 'Delete' },
  ja: { providers: 'ID プロバイダー', remove: '削除' },
});

/** One identity provider. */
export default function ProviderPage() {
  const texts = useTexts(TEXTS);
  const { arn = '' } = useParams();
  const navigate = useNavigate();
  const provider = useProvider(arn);
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <Page
      title={nameOfProvider(arn)}
      crumbs={[
        { text: 'IAM', to: paths.home() },
        { text: texts.providers, to: paths.identityProviders() },
      ]}
      actions={
        isMissing(provider.error) ? undefined : (
          <Button onClick={() => setIsDeleting(true)}>{texts.remove}</Button>
        )
      }
    >
      {provider.isError ? (
        <ErrorAlert error={provider.error} onRetry={() => void provider.refetch()} />
      ) : provider.isPending ? (
        <Spinner size="large" />
      ) : provider.data.kind === 'OIDC' ? (
        <OidcProvider arn={arn} provider={provider.data.oidc} />
      ) : (
        <SamlProvider arn={arn} provider={provider.data.saml} />
      )}
      {isDeleting ? (
        <DeleteProvider
          arn={arn}
          onDeleted={() => void navigate(paths.identityProviders())}
          onClose={() => setIsDeleting(false)}
        />
      ) : null}
    </Page>
  );
}
