import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Box from '@cloudscape-design/components/box';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { defineTexts, useTexts } from '../../language/language.tsx';
import type { FoundResource } from './found-resource.ts';
import { sharedKeys, type KeyEdit } from './tags-plan.ts';

const TEXTS = defineTexts({
  en: {
    key: 'Tag key',
    now: 'Now',
    act: 'What to do',
    acts: { keep: 'Keep', put: 'Set', remove: 'Remove' },
    value: 'Tag value',
    add: 'Add a tag',
    remove: 'Remove',
    none: 'None of the selected resources has a tag.',
    mixed: 'Mixed',
    of: (count: number, all: number) => `on ${count} of ${all}`,
    newKey: 'New',
  },
  ja: {
    key: 'タグキー',
    now: '現在',
    act: '操作',
    acts: { keep: '変更しない', put: '設定', remove: '削除' },
    value: 'タグ値',
    add: 'タグを追加',
    remove: '削除',
    none: '選択したリソースにタグはありません。',
    mixed: '複数の値',
    of: (count: number, all: number) => `${all} 件中 ${count} 件`,
    newKey: '新規',
  },
});

const ACTS = ['keep', 'put', 'remove'] as const;

interface KeyEditsProps {
  readonly resources: readonly FoundResource[];
  readonly edits: readonly KeyEdit[];
  readonly onChange: (edits: readonly KeyEdit[]) => void;
}

/** Each key that the resources have, with its value or "mixed", and what is to become of it; new ones below. */
export function KeyEdits({ resources, edits, onChange }: KeyEditsProps) {
  const texts = useTexts(TEXTS);
  const shared = new Map(sharedKeys(resources).map((key) => [key.key, key]));
  const edit = (index: number, change: Partial<KeyEdit>) =>
    onChange(edits.map((one, at) => (at === index ? { ...one, ...change } : one)));
  const now = ({ key, existing }: KeyEdit) => {
    const found = shared.get(key);
    if (!existing || found === undefined) return texts.newKey;
    const [value = ''] = found.values.keys();
    const values = [...found.values].map(([one, count]) => `${one} (${count})`).join(', ');
    return (
      <span className="utsuwa-breakable">
        {found.values.size === 1 ? value || '""' : `${texts.mixed}: ${values}`}{' '}
        <Box variant="small">{texts.of(found.count, resources.length)}</Box>
      </span>
    );
  };
  return (
    <AttributeEditor<KeyEdit>
      items={edits}
      addButtonText={texts.add}
      removeButtonText={texts.remove}
      empty={texts.none}
      isItemRemovable={({ existing }) => !existing}
      onAddButtonClick={() => onChange([...edits, { key: '', act: 'put', value: '', existing: false }])}
      onRemoveButtonClick={({ detail }) => onChange(edits.filter((_, at) => at !== detail.itemIndex))}
      definition={[
        {
          label: texts.key,
          control: ({ key, existing }, index) => (
            <Input
              value={key}
              readOnly={existing}
              ariaLabel={`${texts.key} ${index + 1}`}
              onChange={({ detail }) => edit(index, { key: detail.value })}
            />
          ),
        },
        { label: texts.now, control: now },
        {
          label: texts.act,
          control: ({ key, act, existing }, index) => {
            const options = ACTS.map((value) => ({ value, label: texts.acts[value] }));
            return (
              <Select
                disabled={!existing}
                options={options}
                selectedOption={options.find(({ value }) => value === act) ?? null}
                ariaLabel={`${texts.act}: ${key}`}
                onChange={({ detail }) => edit(index, { act: detail.selectedOption.value as KeyEdit['act'] })}
              />
            );
          },
        },
        {
          label: texts.value,
          control: ({ value, act }, index) => (
            <Input
              value={act === 'put' ? value : ''}
              disabled={act !== 'put'}
              ariaLabel={`${texts.value} ${index + 1}`}
              onChange={({ detail }) => edit(index, { value: detail.value })}
            />
          ),
        },
      ]}
    />
  );
}
