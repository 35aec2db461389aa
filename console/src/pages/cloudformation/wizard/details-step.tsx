import type { Stack } from '@aws-sdk/client-cloudformation';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ParameterField } from './parameter-field.tsx';
import type { Purpose, StackDraft } from './stack-draft.ts';

const TEXTS = defineTexts({
  en: {
    name: 'Stack name',
    changeSet: 'Change set name',
    hint: 'Letters, digits and hyphens, beginning with a letter; at most 128 characters.',
    parameters: 'Parameters',
    none: 'The template has no parameters.',
  },
  ja: {
    name: 'スタック名',
    changeSet: '変更セット名',
    hint: '英字で始まる、英数字とハイフン。128 文字まで。',
    parameters: 'パラメータ',
    none: 'テンプレートにパラメータはありません。',
  },
});

interface DetailsStepProps {
  readonly purpose: Purpose;
  readonly draft: StackDraft;
  readonly onEdit: (part: Partial<StackDraft>) => void;
  readonly stack: Stack | undefined;
  /** What is wrong with the name, and with parameters by their names. */
  readonly nameProblem: string | undefined;
  readonly problems: ReadonlyMap<string, string>;
  /** Whether somebody wanted to go on: then also what was not typed yet is told. */
  readonly isTried: boolean;
}

/** The name, and the parameters that the template asks for. */
export function DetailsStep(props: DetailsStepProps) {
  const { purpose, draft, onEdit, stack, nameProblem, problems, isTried } = props;
  const texts = useTexts(TEXTS);
  const declared = draft.summary?.Parameters ?? [];
  const existing = new Set(stack?.Parameters?.map(({ ParameterKey }) => ParameterKey));
  const label = purpose === 'create' ? texts.name : texts.changeSet;
  return (
    <SpaceBetween size="l">
      {purpose === 'update' ? null : (
        <Container header={<Header variant="h2">{label}</Header>}>
          <FormField
            label={label}
            constraintText={texts.hint}
            errorText={isTried || draft.name !== '' ? nameProblem : undefined}
          >
            <Input
              value={draft.name}
              spellcheck={false}
              onChange={({ detail }) => onEdit({ name: detail.value })}
            />
          </FormField>
        </Container>
      )}
      <Container header={<Header variant="h2">{texts.parameters}</Header>}>
        {declared.length === 0 ? (
          <Box color="text-body-secondary">{texts.none}</Box>
        ) : (
          <SpaceBetween size="m">
            {declared.map((declaration) => {
              const { ParameterKey = '' } = declaration;
              return (
                <ParameterField
                  key={ParameterKey}
                  declaration={declaration}
                  value={draft.parameters[ParameterKey] ?? { value: '', isKept: false }}
                  canKeep={existing.has(ParameterKey)}
                  problem={
                    isTried || draft.parameters[ParameterKey]?.value !== ''
                      ? problems.get(ParameterKey)
                      : undefined
                  }
                  onChange={(value) => onEdit({ parameters: { ...draft.parameters, [ParameterKey]: value } })}
                />
              );
            })}
          </SpaceBetween>
        )}
      </Container>
    </SpaceBetween>
  );
}
