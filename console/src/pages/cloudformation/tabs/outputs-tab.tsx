import type { Output, Stack } from '@aws-sdk/client-cloudformation';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { answered } from '../../../parts/answered.ts';
import { CopyText } from '../../../parts/copy-text.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Outputs',
    key: 'Key',
    value: 'Value',
    description: 'Description',
    exported: 'Export name',
    none: 'No outputs.',
  },
  ja: {
    title: '出力',
    key: 'キー',
    value: '値',
    description: '説明',
    exported: 'エクスポート名',
    none: '出力がありません。',
  },
});

/** What a stack tells those who use it. */
export function OutputsTab({ stack }: { readonly stack: Stack }) {
  const texts = useTexts(TEXTS);
  return (
    <ResourceTable<Output>
      title={texts.title}
      inAddress="outputs"
      query={answered(stack.Outputs ?? [])}
      idOf={({ OutputKey }) => OutputKey ?? ''}
      columns={[
        { id: 'key', header: texts.key, text: ({ OutputKey }) => OutputKey },
        {
          id: 'value',
          header: texts.value,
          text: ({ OutputValue }) => OutputValue,
          cell: ({ OutputValue = '' }) => <CopyText text={OutputValue} />,
        },
        { id: 'description', header: texts.description, text: ({ Description }) => Description },
        { id: 'exported', header: texts.exported, text: ({ ExportName }) => ExportName },
      ]}
      empty={texts.none}
    />
  );
}
