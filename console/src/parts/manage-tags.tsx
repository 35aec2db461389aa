import { getTagsDiff, type TagEditorProps } from '@cloudscape-design/components/tag-editor';
import { useState } from 'react';
import type { Connection } from '../aws/connection.ts';
import { defineTexts, useTexts } from '../language/language.tsx';
import { FormModal } from './form-modal.tsx';
import { useAwsChange } from '../session/use-aws.ts';
import { useNotifications } from './notifications.tsx';
import { TagFields } from './tag-fields.tsx';
import type { Tag, TagsChange } from './tag.ts';

const TEXTS = defineTexts({
  en: { title: 'Manage tags', save: 'Save changes', saved: 'The tags are saved.' },
  ja: { title: 'タグを管理', save: '変更を保存', saved: 'タグを保存しました。' },
});

interface ManageTagsProps {
  readonly tags: readonly Tag[];
  readonly change: (connection: Connection, change: TagsChange) => Promise<void>;
  readonly makesOld: readonly (readonly string[])[];
  readonly onClose: () => void;
}

/** Changes a resource's tags; it stays open with what was typed when AWS refuses. */
export function ManageTags({ tags, change, makesOld, onClose }: ManageTagsProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [before] = useState(() =>
    tags.map(({ Key, Value }) => ({ key: Key, value: Value, existing: true, markedForRemoval: false })),
  );
  const [typed, setTyped] = useState<readonly TagEditorProps.Tag[]>(before);
  const [isValid, setIsValid] = useState(true);
  const save = useAwsChange({
    change: (connection) => {
      const { created, removed } = getTagsDiff(before, typed);
      const put = Object.entries(created).map(([Key, Value]) => ({ Key, Value: Value ?? '' }));
      // A value that changed counts as both; AWS overwrites it.
      return change(connection, { put, remove: removed.filter((key) => created[key] === undefined) });
    },
    makesOld,
    onSuccess: () => {
      notify({ type: 'success', text: texts.saved });
      onClose();
    },
  });
  return (
    <FormModal
      title={texts.title}
      action={texts.save}
      size="large"
      isBusy={save.isPending}
      isIncomplete={!isValid}
      error={save.error}
      onAct={() => save.mutate()}
      onClose={onClose}
    >
      <TagFields
        tags={typed}
        onChange={(next, valid) => {
          setTyped(next);
          setIsValid(valid);
        }}
      />
    </FormModal>
  );
}
