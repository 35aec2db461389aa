import { CreateFunctionCommand, LambdaClient, type Runtime as RuntimeId } from '@aws-sdk/client-lambda';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { Page } from '../../../parts/page.tsx';
import { paths } from '../../../parts/paths.ts';
import { AFTER_SAVING } from '../../../parts/unsaved/after-saving.ts';
import { Unsaved } from '../../../parts/unsaved/unsaved.tsx';
import { CheckedFields } from '../../../parts/checked-fields.tsx';
import { useFormCheck } from '../../../parts/use-form-check.ts';
import { useAwsChange } from '../../../session/use-aws.ts';
import { TYPED_RUNTIMES, ZIP_RUNTIMES } from '../runtimes.ts';
import { CodeFields, codeOf, type CodeDraft } from './code-fields.tsx';
import { RolePicker } from './role-picker.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Create function',
    functions: 'Functions',
    basics: 'Basic information',
    name: 'Function name',
    nameHint: 'Letters, digits, hyphens and underscores.',
    nameMissing: 'Enter a function name.',
    nameWrong: 'Only letters, digits, hyphens and underscores are allowed; at most 64.',
    handlerMissing: 'Enter the handler.',
    roleMissing: 'Choose an execution role.',
    zipMissing: 'Choose a .zip file.',
    runtime: 'Runtime',
    handler: 'Handler',
    handlerHint: 'The file, a dot, and the function in it.',
    cancel: 'Cancel',
    done: (name: ReactNode) => <>Function {name} created</>,
  },
  ja: {
    title: '関数の作成',
    functions: '関数',
    basics: '基本的な情報',
    name: '関数名',
    nameHint: '英数字、ハイフン、アンダースコア。',
    nameMissing: '関数名を入力してください。',
    nameWrong: '使用できるのは半角英数字、ハイフン、アンダースコアだけで、64 文字までです。',
    handlerMissing: 'ハンドラを入力してください。',
    roleMissing: '実行ロールを選択してください。',
    zipMissing: '.zip ファイルを選択してください。',
    runtime: 'ランタイム',
    handler: 'ハンドラ',
    handlerHint: 'ファイル名、ピリオド、その中の関数名。',
    cancel: 'キャンセル',
    done: (name: ReactNode) => <>関数 {name} を作成しました</>,
  },
});

const RUNTIMES = [...TYPED_RUNTIMES, ...ZIP_RUNTIMES].map(({ id, label }) => ({ value: id, label }));

const NOTHING = { handler: undefined, role: undefined, zip: undefined };

/** Makes a function of code that is typed, or of a zip. */
export default function CreateFunctionPage() {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const { notify } = useNotifications();
  const [name, setName] = useState('');
  const [runtimeId, setRuntimeId] = useState('nodejs20.x');
  const [role, setRole] = useState('');
  const typed = TYPED_RUNTIMES.find(({ id }) => id === runtimeId);
  const [handler, setHandler] = useState(typed?.handler ?? '');
  const [code, setCode] = useState<CodeDraft>({ from: 'text', text: typed?.code ?? '', zip: undefined });
  const create = useAwsChange({
    change: async (connection) =>
      connection.client(LambdaClient).send(
        new CreateFunctionCommand({
          FunctionName: name,
          Runtime: runtimeId as RuntimeId,
          Role: role,
          Handler: handler,
          Code: { ZipFile: await codeOf(code, typed) },
        }),
      ),
    makesOld: [['lambda']],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done(name) });
      void navigate(paths.function(name), AFTER_SAVING);
    },
  });
  const choose = (id: string) => {
    const next = TYPED_RUNTIMES.find((runtime) => runtime.id === id);
    // What was typed stays, as long as it is of the same language.
    if (next?.language !== typed?.language) {
      setHandler(next?.handler ?? 'bootstrap');
      setCode({ from: next === undefined ? 'zip' : 'text', text: next?.code ?? '', zip: undefined });
    }
    setRuntimeId(id);
  };
  const isDirty =
    name !== '' ||
    role !== '' ||
    code.zip !== undefined ||
    handler !== (typed?.handler ?? 'bootstrap') ||
    code.text !== (typed?.code ?? '');
  const problems = {
    name: name === '' ? texts.nameMissing : /^[\w-]{1,64}$/.test(name) ? undefined : texts.nameWrong,
    handler: handler.trim() === '' ? texts.handlerMissing : undefined,
    role: role === '' ? texts.roleMissing : undefined,
    zip: code.from === 'zip' && code.zip === undefined ? texts.zipMissing : undefined,
  };
  const check = useFormCheck(Object.values(problems));
  const told = check.isTried ? problems : { ...NOTHING, name: name === '' ? undefined : problems.name };
  return (
    <Page title={texts.title} crumbs={[{ text: texts.functions, to: paths.functions() }]}>
      <Unsaved isDirty={isDirty} />
      <Form
        errorText={check.errorText}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => void navigate(paths.functions())}>
              {texts.cancel}
            </Button>
            <Button
              variant="primary"
              loading={create.isPending}
              onClick={() => check.attempt(() => create.mutate())}
            >
              {texts.title}
            </Button>
          </SpaceBetween>
        }
      >
        <CheckedFields check={check}>
          <SpaceBetween size="l">
            <Container header={<Header variant="h2">{texts.basics}</Header>}>
              <SpaceBetween size="m">
                <FormField label={texts.name} constraintText={texts.nameHint} errorText={told.name}>
                  <Input value={name} spellcheck={false} onChange={({ detail }) => setName(detail.value)} />
                </FormField>
                <FormField label={texts.runtime}>
                  <Select
                    selectedOption={RUNTIMES.find(({ value }) => value === runtimeId) ?? null}
                    options={RUNTIMES}
                    onChange={({ detail }) => choose(detail.selectedOption.value ?? runtimeId)}
                  />
                </FormField>
                <FormField label={texts.handler} constraintText={texts.handlerHint} errorText={told.handler}>
                  <Input
                    value={handler}
                    spellcheck={false}
                    onChange={({ detail }) => setHandler(detail.value)}
                  />
                </FormField>
                <RolePicker value={role} onChange={setRole} error={told.role} />
              </SpaceBetween>
            </Container>
            <CodeFields code={code} runtime={typed} onChange={setCode} error={told.zip} />
            {create.isError ? <ErrorAlert error={create.error} /> : null}
          </SpaceBetween>
        </CheckedFields>
      </Form>
    </Page>
  );
}
