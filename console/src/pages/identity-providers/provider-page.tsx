import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { Page } from '../../parts/page.tsx';
import { paths } from '../../parts/paths.ts';
import { DeleteProvider } from './delete-provider.tsx';
import { OidcProvider } from './oidc-provider.tsx';
import { kindOfProvider, nameOfProvider } from './provider.ts';
import { SamlProvider } from './saml-provider.tsx';

const TEXTS = defineTexts({
  en: { providers: 'Identity providers', remove: 'Delete' },
  ja: { providers: 'ID プロバイダー', remove: '削除' },
});

/** One identity provider. */
export default function ProviderPage() {
  const texts = useTexts(TEXTS);
  const { arn = '' } = useParams();
  const navigate = useNavigate();
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <Page
      title={nameOfProvider(arn)}
      crumbs={[
        { text: 'IAM', to: paths.home() },
        { text: texts.providers, to: paths.identityProviders() },
      ]}
      actions={<Button onClick={() => setIsDeleting(true)}>{texts.remove}</Button>}
    >
      {kindOfProvider(arn) === 'OIDC' ? <OidcProvider arn={arn} /> : <SamlProvider arn={arn} />}
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
