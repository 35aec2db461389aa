import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TagEditorProps } from '@cloudscape-design/components/tag-editor';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { typedTags } from '../../parts/tag.ts';
import { TagFields } from '../../parts/tag-fields.tsx';
import { useNameProblem } from '../../parts/use-name-problem.ts';
import { useAwsChange } from '../../session/use-aws.ts';
import { RoleSelect } from './role-select.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Create instance profile',
    name: 'Name',
    nameHint: 'Up to 128 characters: letters, digits and +=,.@-_',
    path: 'Path',
    pathHint: 'Begins and ends with a slash.',
    tags: 'Tags',
    act: 'Create instance profile',
    addAct: 'Add the role',
    created: (name: string) =>
      `The instance profile ${name} exists now, without a role. Try again, choose another role, or close this: a role can be added later.`,
    done: (name: string) => `The instance profile ${name} is created.`,
  },
  ja: {
    title: 'インスタンスプロファイルを作成',
    name: '名前',
    nameHint: '最大 128 文字。英数字と +=,.@-_ を使用できます。',
    path: 'パス',
    pathHint: 'スラッシュで始まり、スラッシュで終わります。',
    tags: 'タグ',
    act: 'インスタンスプロファイルを作成',
    addAct: 'ロールを追加',
    created: (name: string) =>
      `インスタンスプロファイル ${name} は作成されましたが、ロールはまだ追加されていません。もう一度試すか、別のロールを選択してください。閉じて、あとから追加することもできます。`,
    done: (name: string) => `インスタンスプロファイル ${name} を作成しました。`,
  },
});

interface CreateProfileProps {
  readonly onCreated: (name: string) => void;
  readonly onClose: () => void;
}

/** Makes an instance profile, and puts a role into it when one was chosen; what exists after a refusal is told. */
export function CreateProfile({ onCreated, onClose }: CreateProfileProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [name, setName] = useState('');
  const [path, setPath] = useState('/');
  const [role, setRole] = useState('');
  const [tags, setTags] = useState<readonly TagEditorProps.Tag[]>([]);
  const [areTagsValid, setAreTagsValid] = useState(true);
  const [made, setMade] = useState<string>();
  const nameProblem = useNameProblem(name.trim(), 128);
  const create = useAwsChange({
    change: async (connection) => {
      const iam = connection.client(IAMClient);
      const InstanceProfileName = made ?? name.trim();
      if (made === undefined) {
        const Tags = typedTags(tags);
        await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Path: path, Tags }));
        setMade(InstanceProfileName);
      }
      if (role !== '')
        await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: role }));
      return InstanceProfileName;
    },
    makesOld: [
      ['iam', 'instance profiles'],
      ['iam', 'roles'],
    ],
    onSuccess: (created) => {
      notify({ type: 'success', text: texts.done(created) });
      onCreated(created);
    },
  });
  return (
    <FormModal
      title={texts.title}
      size="large"
      action={made === undefined ? texts.act : texts.addAct}
      isBusy={create.isPending}
      isIncomplete={name.trim() === '' || !areTagsValid}
      error={create.error}
      onAct={() => create.mutate()}
      onClose={onClose}
    >
      {made === undefined || !create.isError ? (
        <SpaceBetween size="m">
          <FormField label={texts.name} description={texts.nameHint} errorText={nameProblem}>
            <Input value={name} onChange={({ detail }) => setName(detail.value)} />
          </FormField>
          <FormField label={texts.path} description={texts.pathHint}>
            <Input value={path} onChange={({ detail }) => setPath(detail.value)} />
          </FormField>
        </SpaceBetween>
      ) : (
        <Alert type="warning">
          <span className="utsuwa-breakable">{texts.created(made)}</span>
        </Alert>
      )}
      <RoleSelect value={role} onChange={setRole} isOptional />
      {made === undefined ? (
        <FormField label={texts.tags} stretch>
          <TagFields
            tags={tags}
            onChange={(next, isValid) => {
              setTags(next);
              setAreTagsValid(isValid);
            }}
          />
        </FormField>
      ) : null}
    </FormModal>
  );
}
