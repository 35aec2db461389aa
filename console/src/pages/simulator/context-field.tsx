import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ContextKeyTypeEnum } from '@aws-sdk/client-iam';
import { useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import type { Connection } from '../../aws/connection.ts';
import { useAwsChange } from '../../session/use-aws.ts';
import { CONTEXT_TYPES, rowOf, type ContextRow } from './questions.ts';
import { SIMULATOR_TEXTS } from './simulator-texts.ts';

/** Asks which keys the policies in question ask about; absent while there are none in question. */
export type AskForKeys = ((connection: Connection) => Promise<readonly string[]>) | undefined;

interface ContextFieldProps {
  readonly rows: readonly ContextRow[];
  readonly onChange: (rows: readonly ContextRow[]) => void;
  readonly askForKeys: AskForKeys;
}

/** The condition keys that the simulated requests have. */
export function ContextField({ rows, onChange, askForKeys }: ContextFieldProps) {
  const texts = useTexts(SIMULATOR_TEXTS);
  const suggest = useAwsChange({
    change: (connection) => askForKeys?.(connection) ?? Promise.resolve([]),
    onSuccess: (keys) => onChange([...rows, ...keys.filter(isNew(rows)).map(rowOf)]),
  });
  const change = (place: number, changed: Partial<ContextRow>) =>
    onChange(rows.map((row, at) => (at === place ? { ...row, ...changed } : row)));
  return (
    <FormField label={texts.context} description={texts.contextHint} stretch>
      <SpaceBetween size="s">
        <AttributeEditor<ContextRow>
          items={[...rows]}
          empty={texts.noKeys}
          addButtonText={texts.addKey}
          removeButtonText={texts.removeKey}
          onAddButtonClick={() => onChange([...rows, { key: '', type: 'string', value: '' }])}
          onRemoveButtonClick={({ detail }) =>
            onChange(rows.filter((_, place) => place !== detail.itemIndex))
          }
          definition={[
            {
              label: texts.key,
              control: ({ key }, place) => (
                <Input
                  value={key}
                  ariaLabel={`${texts.key} ${place + 1}`}
                  placeholder="aws:SourceIp"
                  onChange={({ detail }) => change(place, { key: detail.value.trim() })}
                />
              ),
            },
            {
              label: texts.type,
              control: ({ type }, place) => (
                <Select
                  ariaLabel={`${texts.type} ${place + 1}`}
                  selectedOption={{ value: type, label: type }}
                  options={CONTEXT_TYPES.map((value) => ({ value, label: value }))}
                  onChange={({ detail }) =>
                    change(place, { type: detail.selectedOption.value as ContextKeyTypeEnum })
                  }
                />
              ),
            },
            {
              label: texts.values,
              control: ({ value }, place) => (
                <Input
                  value={value}
                  ariaLabel={`${texts.values} ${place + 1}`}
                  onChange={({ detail }) => change(place, { value: detail.value })}
                />
              ),
            },
          ]}
        />
        <SpaceBetween size="s" direction="horizontal" alignItems="center">
          <Button
            iconName="search"
            disabled={askForKeys === undefined}
            loading={suggest.isPending}
            onClick={() => suggest.mutate()}
          >
            {texts.suggestKeys}
          </Button>
          {suggest.data !== undefined && suggest.data.every((key) => !isNew(rows)(key)) ? (
            <Box color="text-body-secondary">{suggest.data.length === 0 ? texts.noFurtherKeys : null}</Box>
          ) : null}
        </SpaceBetween>
        {suggest.isError ? <ErrorAlert error={suggest.error} /> : null}
      </SpaceBetween>
    </FormField>
  );
}

function isNew(rows: readonly ContextRow[]): (key: string) => boolean {
  const known = new Set(rows.map(({ key }) => key.toLowerCase()));
  return (key) => !known.has(key.toLowerCase());
}
