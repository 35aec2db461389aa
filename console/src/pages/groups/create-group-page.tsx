import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Connection } from '../../aws/connection.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { AFTER_SAVING } from '../../parts/unsaved/after-saving.ts';
import { useNotifications } from '../../parts/notifications.tsx';
import { Page } from '../../parts/page.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { ManagedPolicyPicker } from '../../parts/permissions/managed-policy-picker.tsx';
import { CreateForm } from '../../parts/create-form.tsx';
import { useFormCheck } from '../../parts/use-form-check.ts';
import { useNameProblem } from '../../parts/use-name-problem.ts';
import { useAwsChange } from '../../session/use-aws.ts';
import { UserPicker } from './user-picker.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Create group',
    groups: 'User groups',
    details: 'Group details',
    name: 'Group name',
    nameMissing: 'Enter a group name.',
    nameHint: 'Up to 128 letters, digits and +=,.@-_',
    path: 'Path - optional',
    pathHint: 'Begins and ends with a slash, as /division/team/.',
    policies: 'Attach policies',
    create: 'Create group',
    goOn: 'Try the rest again',
    created: (name: string) => `The group ${name} is created.`,
    half: 'The group exists, but not all was done',
    halfText: 'What was done stays. Try the rest again, change it before, or leave it as it is:',
  },
  ja: {
    title: 'グループを作成',
    groups: 'ユーザーグループ',
    details: 'グループの詳細',
    name: 'グループ名',
    nameMissing: 'グループ名を入力してください。',
    nameHint: '英数字と +=,.@-_ で 128 文字まで',
    path: 'パス - オプション',
    pathHint: '/division/team/ のように、スラッシュで始まりスラッシュで終わります。',
    policies: 'ポリシーをアタッチ',
    create: 'グループを作成',
    goOn: '残りを再試行',
    created: (name: string) => `グループ ${name} を作成しました。`,
    half: 'グループは作成されましたが、一部が完了していません',
    halfText:
      '完了した分はそのまま残ります。残りを再試行するか、変更してから再試行するか、このままにできます:',
  },
});

/** Makes a group, with its first members and policies. */
export default function CreateGroupPage() {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const { notify } = useNotifications();
  const [name, setName] = useState('');
  const [path, setPath] = useState('/');
  const [members, setMembers] = useState<readonly string[]>([]);
  const [policies, setPolicies] = useState<readonly string[]>([]);
  const [isMade, setIsMade] = useState(false);
  const nameProblem = useNameProblem(name, 128);
  const check = useFormCheck([nameProblem ?? (name === '' ? texts.nameMissing : undefined)]);
  const isDirty = name !== '' || path !== '/' || members.length > 0 || policies.length > 0;
  const create = useAwsChange<boolean>({
    change: async (connection: Connection) => {
      const iam = connection.client(IAMClient);
      if (!isMade) {
        const where = path === '' || path === '/' ? {} : { Path: path };
        await iam.send(new CreateGroupCommand({ GroupName: name, ...where }));
        setIsMade(true);
      }
      // Adding and attaching again changes nothing: after a refusal all of it is tried again.
      for (const PolicyArn of policies) {
        await iam.send(new AttachGroupPolicyCommand({ GroupName: name, PolicyArn }));
      }
      for (const UserName of members) {
        await iam.send(new AddUserToGroupCommand({ GroupName: name, UserName }));
      }
    },
    makesOld: [
      ['iam', 'groups'],
      ['iam', 'users'],
      ['iam', 'policies'],
      ['iam', 'summary'],
    ],
    onSuccess: () => {
      notify({ type: 'success', text: texts.created(name) });
      void navigate(paths.group(name), AFTER_SAVING);
    },
  });
  // Not while the first attempt is still on its way.
  const isRest = isMade && (create.isError || create.variables === true);
  return (
    <Page
      title={texts.title}
      crumbs={[
        { text: 'IAM', to: paths.home() },
        { text: texts.groups, to: paths.groups() },
      ]}
    >
      <CreateForm
        isDirty={isDirty}
        check={check}
        action={isRest ? texts.goOn : texts.create}
        making={create}
        onSend={() => create.mutate(isMade)}
        onCancel={() => void navigate(paths.groups())}
      >
        <Container header={<Header variant="h2">{texts.details}</Header>}>
          <SpaceBetween size="m">
            <FormField
              label={texts.name}
              constraintText={texts.nameHint}
              errorText={nameProblem ?? (check.isTried && name === '' ? texts.nameMissing : undefined)}
            >
              <Input
                value={name}
                spellcheck={false}
                disabled={isMade}
                onChange={({ detail }) => setName(detail.value)}
              />
            </FormField>
            <FormField label={texts.path} constraintText={texts.pathHint}>
              <Input
                value={path}
                spellcheck={false}
                disabled={isMade}
                onChange={({ detail }) => setPath(detail.value)}
              />
            </FormField>
          </SpaceBetween>
        </Container>
        <UserPicker chosen={members} onChoose={setMembers} />
        <ManagedPolicyPicker type="multi" title={texts.policies} chosen={policies} onChoose={setPolicies} />
        {create.isError && isMade ? (
          <Alert type="warning" header={texts.half}>
            {texts.halfText} <PageLink to={paths.group(name)}>{name}</PageLink>
          </Alert>
        ) : null}
      </CreateForm>
    </Page>
  );
}
