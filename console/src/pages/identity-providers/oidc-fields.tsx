import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { defineTexts, useTexts } from '../../language/language.tsx';
import type { ProviderDraftProps } from './provider-draft.ts';

const TEXTS = defineTexts({
  en: {
    url: 'Provider URL',
    urlHint: 'Where the provider’s tokens say they come from; it begins with https://.',
    audiences: 'Audiences',
    audiencesHint: 'Client IDs, one a line: for whom its tokens are made out.',
    thumbprints: 'Thumbprints - optional',
    thumbprintsHint:
      'SHA-1 of the top certificate of the provider’s TLS chain, 40 hexadecimal digits, one a line.',
  },
  ja: {
    url: 'プロバイダーの URL',
    urlHint: 'トークンの発行元の URL。https:// で始まります。',
    audiences: '対象者 (Audience)',
    audiencesHint: 'トークンの宛先となるクライアント ID を、1 行に 1 つ入力します。',
    thumbprints: 'サムプリント - オプション',
    thumbprintsHint:
      'プロバイダーの TLS 証明書チェーンの最上位証明書の SHA-1 (16 進数 40 桁) を、1 行に 1 つ入力します。',
  },
});

/** What AWS has to know of an OpenID Connect provider. */
export function OidcFields({ draft, onChange }: ProviderDraftProps) {
  const texts = useTexts(TEXTS);
  return (
    <SpaceBetween size="m">
      <FormField label={texts.url} description={texts.urlHint}>
        <Input
          value={draft.url}
          inputMode="url"
          placeholder="https://"
          onChange={({ detail }) => onChange({ url: detail.value })}
        />
      </FormField>
      <FormField label={texts.audiences} description={texts.audiencesHint}>
        <Textarea
          value={draft.audiences}
          rows={2}
          onChange={({ detail }) => onChange({ audiences: detail.value })}
        />
      </FormField>
      <FormField label={texts.thumbprints} description={texts.thumbprintsHint}>
        <Textarea
          value={draft.thumbprints}
          rows={2}
          onChange={({ detail }) => onChange({ thumbprints: detail.value })}
        />
      </FormField>
    </SpaceBetween>
  );
}
