import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { EntityPage } from '../../parts/entity-page.tsx';
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
    <EntityPage
      title={nameOfProvider(arn)}
      crumbs={[
        { text: 'IAM', to: paths.home() },
        { text: texts.providers, to: paths.identityProviders() },
      ]}
      query={provider}
      actions={<Button onClick={() => setIsDeleting(true)}>{texts.remove}</Button>}
      summary={(found) =>
        found.kind === 'OIDC' ? (
          <OidcProvider arn={arn} provider={found.oidc} />
        ) : (
          <SamlProvider arn={arn} provider={found.saml} />
        )
      }
    >
      {isDeleting ? (
        <DeleteProvider
          arn={arn}
          onDeleted={() => void navigate(paths.identityProviders())}
          onClose={() => setIsDeleting(false)}
        />
      ) : null}
    </EntityPage>
  );
}
