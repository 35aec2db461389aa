import { CreatePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import type { TagEditorProps } from '@cloudscape-design/components/tag-editor';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { AFTER_SAVING } from '../../parts/unsaved/after-saving.ts';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { Page } from '../../parts/page.tsx';
import { paths } from '../../parts/paths.ts';
import { NEW_POLICY } from '../../parts/policy-editor/policy-document.ts';
import { PolicyEditor } from '../../parts/policy-editor/policy-editor.tsx';
import { TagFields } from '../../parts/tag-fields.tsx';
import { typedTags } from '../../parts/tag.ts';
import { CreateForm } from '../../parts/create-form.tsx';
import { useFormCheck } from '../../parts/use-form-check.ts';
import { useNameProblem } from '../../parts/use-name-problem.ts';
import { useAwsChange } from '../../session/use-aws.ts';
import { usePolicy, usePolicyDocument } from './use-policy.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Create policy',
    policies: 'Policies',
    permissions: 'Permissions',
    permissionsText: 'What the policy allows or denies whoever it is attached to.',
    details: 'Policy details',
    name: 'Policy name',
    nameHint: 'Up to 128 letters, digits and +=,.@-_',
    path: 'Path - optional',
    pathHint: 'Begins and ends with a slash, as /division/team/.',
    nameMissing: 'Enter a policy name.',
    documentMissing: 'The policy document is not there yet.',
    tagsWrong: 'A tag cannot be as it is typed.',
    description: 'Description - optional',
    descriptionHint: 'It cannot be changed later.',
    tags: 'Tags - optional',
    document: 'Policy document',
    create: 'Create policy',
    created: (name: string) => `The policy ${name} is created.`,
  },
  ja: {
    title: 'ポリシーの作成',
    policies: 'ポリシー',
    permissions: 'アクセス許可',
    permissionsText: 'アタッチ先に何を許可し、何を拒否するかを書きます。',
    details: 'ポリシーの詳細',
    name: 'ポリシー名',
    nameHint: '英数字と +=,.@-_ で 128 文字まで',
    path: 'パス - オプション',
    pathHint: '/division/team/ のように、スラッシュで始まりスラッシュで終わります。',
    nameMissing: 'ポリシー名を入力してください。',
    documentMissing: 'ポリシードキュメントがまだありません。',
    tagsWrong: '入力されたタグに誤りがあります。',
    description: '説明 - オプション',
    descriptionHint: '後から変更できません。',
    tags: 'タグ - オプション',
    document: 'ポリシードキュメント',
    create: 'ポリシーの作成',
    created: (name: string) => `ポリシー ${name} を作成しました。`,
  },
});

/** Makes a customer managed policy; `?from=ARN` begins with the document of another. */
export default function CreatePolicyPage() {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const { notify } = useNotifications();
  const [query] = useSearchParams();
  const from = query.get('from') ?? undefined;
  const policy = usePolicy(from);
  const model = usePolicyDocument(from ?? '', policy.data?.DefaultVersionId);
  const [typed, setTyped] = useState<string>();
  const before = from === undefined ? NEW_POLICY : model.data;
  const document = typed ?? before;
  const failed = [policy, model].find(({ isError }) => isError);
  const [name, setName] = useState('');
  const [path, setPath] = useState('/');
  const [description, setDescription] = useState('');
  const [tags, setTags] = useState<readonly TagEditorProps.Tag[]>([]);
  const [areTagsValid, setAreTagsValid] = useState(true);
  const nameProblem = useNameProblem(name, 128);
  const isDirty = document !== before || name !== '' || path !== '/' || description !== '' || tags.length > 0;
  const create = useAwsChange({
    change: (connection) =>
      connection.client(IAMClient).send(
        new CreatePolicyCommand({
          PolicyName: name,
          PolicyDocument: document ?? '',
          ...(path === '' || path === '/' ? {} : { Path: path }),
          ...(description === '' ? {} : { Description: description }),
          ...(tags.length === 0 ? {} : { Tags: typedTags(tags) }),
        }),
      ),
    makesOld: [
      ['iam', 'policies'],
      ['iam', 'summary'],
    ],
    onSuccess: ({ Policy }) => {
      notify({ type: 'success', text: texts.created(name) });
      void navigate(Policy?.Arn === undefined ? paths.policies() : paths.policy(Policy.Arn), AFTER_SAVING);
    },
  });
  const check = useFormCheck([
    document === undefined ? texts.documentMissing : undefined,
    nameProblem ?? (name === '' ? texts.nameMissing : undefined),
    areTagsValid ? undefined : texts.tagsWrong,
  ]);
  return (
    <Page
      title={texts.title}
      crumbs={[
        { text: 'IAM', to: paths.home() },
        { text: texts.policies, to: paths.policies() },
      ]}
    >
      <CreateForm
        isDirty={isDirty}
        check={check}
        action={texts.create}
        making={create}
        onSend={() => create.mutate()}
        onCancel={() => void navigate(paths.policies())}
      >
        <Container
          header={
            <Header variant="h2" description={texts.permissionsText}>
              {texts.permissions}
            </Header>
          }
        >
          {failed !== undefined ? (
            <ErrorAlert error={failed.error} onRetry={() => void failed.refetch()} />
          ) : document === undefined ? (
            <Spinner />
          ) : (
            <PolicyEditor label={texts.document} value={document} onChange={setTyped} policyType="identity" />
          )}
        </Container>
        <Container header={<Header variant="h2">{texts.details}</Header>}>
          <SpaceBetween size="m">
            <FormField
              label={texts.name}
              constraintText={texts.nameHint}
              errorText={nameProblem ?? (check.isTried && name === '' ? texts.nameMissing : undefined)}
            >
              <Input value={name} spellcheck={false} onChange={({ detail }) => setName(detail.value)} />
            </FormField>
            <FormField label={texts.path} constraintText={texts.pathHint}>
              <Input value={path} spellcheck={false} onChange={({ detail }) => setPath(detail.value)} />
            </FormField>
            <FormField label={texts.description} constraintText={texts.descriptionHint}>
              <Textarea
                rows={2}
                value={description}
                onChange={({ detail }) => setDescription(detail.value)}
              />
            </FormField>
          </SpaceBetween>
        </Container>
        <Container header={<Header variant="h2">{texts.tags}</Header>}>
          <TagFields
            tags={tags}
            onChange={(next, isValid) => {
              setTags(next);
              setAreTagsValid(isValid);
            }}
          />
        </Container>
      </CreateForm>
    </Page>
  );
}
