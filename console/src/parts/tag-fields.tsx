import TagEditor, { type TagEditorProps } from '@cloudscape-design/components/tag-editor';
import { defineTexts, useTexts } from '../language/language.tsx';

const TEXTS = defineTexts({
  en: { empty: 'No tags.' },
  ja: { empty: 'タグはありません。' },
});

interface TagFieldsProps {
  readonly tags: readonly TagEditorProps.Tag[];
  readonly onChange: (tags: readonly TagEditorProps.Tag[], isValid: boolean) => void;
}

/** Where tags are typed, in a form that makes something or changes its tags; what AWS would refuse is told beside it. */
export function TagFields({ tags, onChange }: TagFieldsProps) {
  const texts = useTexts(TEXTS);
  return (
    <TagEditor
      tags={tags}
      tagLimit={50}
      i18nStrings={{ emptyTags: texts.empty }}
      onChange={({ detail }) => onChange(detail.tags, detail.valid)}
    />
  );
}
