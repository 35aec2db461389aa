import type { Parameter, Stack } from '@aws-sdk/client-cloudformation';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { answered } from '../../../parts/answered.ts';
import { ResourceTable } from '../../../parts/resource-table.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Parameters',
    key: 'Key',
    value: 'Value',
    resolved: 'Resolved value',
    none: 'No parameters.',
  },
  ja: {
    title: 'パラメータ',
    key: 'キー',
    value: '値',
    resolved: '解決された値',
    none: 'パラメータがありません。',
  },
});

/** What a stack was given; of what it keeps to itself CloudFormation shows asterisks. */
export function ParametersTab({ stack }: { readonly stack: Stack }) {
  const texts = useTexts(TEXTS);
  return (
    <ResourceTable<Parameter>
      title={texts.title}
      inAddress="parameters"
      query={answered(stack.Parameters ?? [])}
      idOf={({ ParameterKey }) => ParameterKey ?? ''}
      columns={[
        { id: 'key', header: texts.key, text: ({ ParameterKey }) => ParameterKey },
        {
          id: 'value',
          header: texts.value,
          text: ({ ParameterValue }) => ParameterValue,
          cell: ({ ParameterValue }) => <span className="utsuwa-breakable">{ParameterValue ?? '-'}</span>,
        },
        { id: 'resolved', header: texts.resolved, text: ({ ResolvedValue }) => ResolvedValue },
      ]}
      empty={texts.none}
    />
  );
}
