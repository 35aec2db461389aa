import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { MetadataUpload } from './metadata-upload.tsx';
import type { ProviderDraftProps } from './provider-draft.ts';

const TEXTS = defineTexts({ en: { name: 'Provider name' }, ja: { name: 'プロバイダー名' } });

/** What AWS has to know of a SAML provider. */
export function SamlFields({ draft, onChange }: ProviderDraftProps) {
  const texts = useTexts(TEXTS);
  return (
    <SpaceBetween size="m">
      <FormField label={texts.name}>
        <Input value={draft.name} onChange={({ detail }) => onChange({ name: detail.value })} />
      </FormField>
      <MetadataUpload files={draft.files} onChange={(files) => onChange({ files })} />
    </SpaceBetween>
  );
}
