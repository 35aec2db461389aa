import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useTexts } from '../../language/language.tsx';
import { ActionsField } from './actions-field.tsx';
import { ContextField, type AskForKeys } from './context-field.tsx';
import type { Questions } from './questions.ts';
import { SIMULATOR_TEXTS } from './simulator-texts.ts';

interface QuestionsFormProps {
  readonly questions: Questions;
  readonly onChange: (questions: Questions) => void;
  readonly askForKeys: AskForKeys;
}

/** What is asked: actions, resources, condition keys. */
export function QuestionsForm({ questions, onChange, askForKeys }: QuestionsFormProps) {
  const texts = useTexts(SIMULATOR_TEXTS);
  const { actions, resources, context } = questions;
  return (
    <SpaceBetween size="l">
      <ActionsField actions={actions} onChange={(changed) => onChange({ ...questions, actions: changed })} />
      <FormField label={texts.resources} description={texts.resourcesHint} stretch>
        <Textarea
          value={resources}
          rows={Math.min(Math.max(resources.split('\n').length, 2), 8)}
          placeholder="arn:aws:s3:::reports/*"
          spellcheck={false}
          onChange={({ detail }) => onChange({ ...questions, resources: detail.value })}
        />
      </FormField>
      <ContextField
        rows={context}
        onChange={(changed) => onChange({ ...questions, context: changed })}
        askForKeys={askForKeys}
      />
    </SpaceBetween>
  );
}
