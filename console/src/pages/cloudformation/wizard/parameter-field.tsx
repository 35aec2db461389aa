import type { ParameterDeclaration } from '@aws-sdk/client-cloudformation';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import type { ParameterDraft } from './stack-draft.ts';

const TEXTS = defineTexts({
  en: { keep: 'Use existing value', list: 'Values with commas between them.' },
  ja: { keep: '既存の値を使用', list: '値をカンマで区切ってください。' },
});

interface ParameterFieldProps {
  readonly declaration: ParameterDeclaration;
  readonly value: ParameterDraft;
  /** Whether the stack has a value for it. */
  readonly canKeep: boolean;
  readonly onChange: (value: ParameterDraft) => void;
  /** What is wrong with the value, where that is to be told. */
  readonly problem: string | undefined;
}

/** One of a template's parameters, asked for as its type wants: chosen among its allowed values, typed, or typed unseen. */
export function ParameterField({ declaration, value, canKeep, onChange, problem }: ParameterFieldProps) {
  const texts = useTexts(TEXTS);
  const {
    ParameterKey = '',
    ParameterType = 'String',
    NoEcho,
    Description,
    ParameterConstraints,
  } = declaration;
  const allowed = ParameterConstraints?.AllowedValues ?? [];
  const isList = /^(CommaDelimitedList$|List<)/.test(ParameterType);
  return (
    <FormField
      label={ParameterKey}
      description={Description}
      errorText={problem}
      constraintText={isList ? `${ParameterType}: ${texts.list}` : ParameterType}
    >
      <SpaceBetween size="xs">
        {canKeep && NoEcho === true ? (
          <Checkbox
            checked={value.isKept}
            onChange={({ detail }) => onChange({ ...value, isKept: detail.checked })}
          >
            {texts.keep}
          </Checkbox>
        ) : null}
        {value.isKept ? null : allowed.length > 0 && !isList ? (
          <Select
            ariaLabel={ParameterKey}
            selectedOption={value.value === '' ? null : { value: value.value, label: value.value }}
            options={allowed.map((option) => ({ value: option, label: option }))}
            onChange={({ detail }) => onChange({ value: detail.selectedOption.value ?? '', isKept: false })}
          />
        ) : (
          <Input
            ariaLabel={ParameterKey}
            type={NoEcho === true ? 'password' : 'text'}
            inputMode={ParameterType === 'Number' ? 'decimal' : 'text'}
            autoComplete={false}
            spellcheck={false}
            value={value.value}
            onChange={({ detail }) => onChange({ value: detail.value, isKept: false })}
          />
        )}
      </SpaceBetween>
    </FormField>
  );
}
