import {
  CloudFormationClient,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import Wizard from '@cloudscape-design/components/wizard';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { Page } from '../../../parts/page.tsx';
import { paths } from '../../../parts/paths.ts';
import { Unsaved } from '../../../parts/unsaved/unsaved.tsx';
import { CheckedFields } from '../../../parts/checked-fields.tsx';
import { useFormCheck } from '../../../parts/use-form-check.ts';
import { useAwsChange, useAwsQuery } from '../../../session/use-aws.ts';
import { DetailsStep } from './details-step.tsx';
import { OptionsStep } from './options-step.tsx';
import { beginDraft, parametersOf, type Purpose, type StackDraft, type TypedDraft } from './stack-draft.ts';
import { submitStack } from './submit-stack.ts';
import { TemplateStep } from './template-step.tsx';
import { useParameterProblems } from './use-parameter-problems.ts';
import { useStackNameProblem } from './use-stack-name-problem.ts';

const TEXTS = defineTexts<{
  readonly stacks: string;
  readonly titles: Readonly<Record<Purpose, string>>;
  readonly submit: Readonly<Record<Purpose, string>>;
  readonly template: string;
  readonly details: string;
  readonly options: string;
}>({
  en: {
    stacks: 'Stacks',
    titles: { create: 'Create stack', update: 'Update stack', 'change set': 'Create change set' },
    submit: { create: 'Submit', update: 'Submit', 'change set': 'Create change set' },
    template: 'Specify template',
    details: 'Specify stack details',
    options: 'Configure stack options',
  },
  ja: {
    stacks: 'スタック',
    titles: { create: 'スタックの作成', update: 'スタックの更新', 'change set': '変更セットの作成' },
    submit: { create: '送信', update: '送信', 'change set': '変更セットの作成' },
    template: 'テンプレートの指定',
    details: 'スタックの詳細を指定',
    options: 'スタックオプションの設定',
  },
});

interface StackWizardProps {
  readonly purpose: Purpose;
  /** The one to be changed. */
  readonly stack?: Stack | undefined;
  /** Told the name of the stack or the change set. */
  readonly onDone: (name: string) => void;
  readonly onCancel: () => void;
}

/** Template, parameters, options: how a stack is made or changed. CloudFormation reads the template before it goes on. */
export function StackWizard({ purpose, stack, onDone, onCancel }: StackWizardProps) {
  const texts = useTexts(TEXTS);
  const [step, setStep] = useState(0);
  const [typed, setTyped] = useState<TypedDraft>(() => beginDraft(purpose, stack));
  const present = useAwsQuery({
    key: ['cloudformation', 'template', stack?.StackId ?? '', 'to change'],
    ask: async (connection) => {
      const command = new GetTemplateCommand({ StackName: stack?.StackId, TemplateStage: 'Original' });
      return (await connection.client(CloudFormationClient).send(command)).TemplateBody ?? '';
    },
    enabled: stack !== undefined,
  });
  const draft: StackDraft = { ...typed, template: typed.template ?? present.data ?? '' };
  const edit = (part: Partial<StackDraft>) => setTyped((current) => ({ ...current, ...part }));
  const [isDirty, setIsDirty] = useState(false);
  const type = (part: Partial<StackDraft>) => {
    setIsDirty(true);
    edit(part);
  };
  const name = stack?.StackName ?? draft.name;
  const stackNameProblem = useStackNameProblem(draft.name);
  const nameProblem = purpose === 'update' ? undefined : stackNameProblem;
  const parameterProblems = useParameterProblems(draft);
  const check = useFormCheck([nameProblem, ...parameterProblems.values()]);
  const read = useAwsChange<number>({
    change: async (connection, next) => {
      const summary = await connection
        .client(CloudFormationClient)
        .send(
          new GetTemplateSummaryCommand(
            draft.templateFrom === 'current' ? { StackName: name } : { TemplateBody: draft.template },
          ),
        );
      edit({ summary, parameters: parametersOf(summary, stack, draft.parameters), acknowledged: [] });
      setStep(next);
    },
  });
  const submit = useAwsChange({
    change: (connection) => submitStack(connection, purpose, draft, stack?.StackId ?? ''),
    makesOld: [['cloudformation']],
    onSuccess: () => onDone(purpose === 'update' ? name : draft.name),
  });
  const needed = draft.summary?.Capabilities ?? [];
  return (
    <Page
      title={texts.titles[purpose]}
      hasOwnTitle
      crumbs={[
        { text: texts.stacks, to: paths.stacks() },
        ...(stack === undefined ? [] : [{ text: name, to: paths.stack(name) }]),
      ]}
    >
      <Unsaved isDirty={isDirty} />
      <Wizard
        activeStepIndex={step}
        isLoadingNextStep={read.isPending || submit.isPending}
        submitButtonText={texts.submit[purpose]}
        onCancel={onCancel}
        onNavigate={({ detail }) => {
          const { requestedStepIndex: wanted } = detail;
          if (wanted > step && step === 0) read.mutate(Math.min(wanted, 1));
          else if (wanted < step) setStep(wanted);
          else check.attempt(() => setStep(wanted));
        }}
        onSubmit={() => submit.mutate()}
        steps={[
          {
            title: texts.template,
            content: (
              <TemplateStep
                draft={draft}
                onEdit={(part) => {
                  // What was said of another text is no answer to this one.
                  read.reset();
                  type(part);
                }}
                hasStack={stack !== undefined}
                present={present}
                error={read.error}
              />
            ),
          },
          {
            title: texts.details,
            content: (
              <CheckedFields check={check}>
                <DetailsStep
                  purpose={purpose}
                  draft={draft}
                  onEdit={type}
                  stack={stack}
                  nameProblem={nameProblem}
                  problems={parameterProblems}
                  isTried={check.isTried}
                />
              </CheckedFields>
            ),
            ...(step === 1 && check.errorText !== undefined ? { errorText: check.errorText } : {}),
          },
          {
            title: texts.options,
            content: (
              <OptionsStep
                purpose={purpose}
                draft={draft}
                onEdit={type}
                needed={needed}
                error={submit.error}
              />
            ),
          },
        ]}
      />
    </Page>
  );
}
