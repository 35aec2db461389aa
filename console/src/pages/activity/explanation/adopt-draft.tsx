import { IAMClient } from '@aws-sdk/client-iam';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { FormModal } from '../../../parts/form-modal.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { useAwsChange } from '../../../session/use-aws.ts';
import { isTaken, makeDefault, type Adoption } from './adoption.ts';

const TEXTS = defineTexts({
  en: {
    create: 'Create this policy',
    save: 'Save this change',
    version: 'Save as a new version',
    name: 'Policy name',
    nameHint: 'Letters, digits and +=,.@-_',
    creates: (owner: string) => `Creates an inline policy of ${owner} with this document. It counts at once.`,
    replaces: (name: string, owner: string) =>
      `Replaces the document of the inline policy ${name} of ${owner}. It counts at once.`,
    versions: (arn: string) =>
      `Makes this document the default version of ${arn}. It counts at once, for everyone the policy is attached to.`,
    taken: (name: string, owner: string) =>
      `${owner} has an inline policy ${name} already: choose another name.`,
    done: (name: string) => `The policy ${name} is saved. Send the request again.`,
  },
  ja: {
    create: 'このポリシーを作成',
    save: 'この変更を保存',
    version: '新しいバージョンとして保存',
    name: 'ポリシー名',
    nameHint: '英数字と +=,.@-_ を使えます',
    creates: (owner: string) =>
      `このドキュメントで ${owner} のインラインポリシーを作成します。すぐに有効になります。`,
    replaces: (name: string, owner: string) =>
      `${owner} のインラインポリシー ${name} のドキュメントを置き換えます。すぐに有効になります。`,
    versions: (arn: string) =>
      `このドキュメントを ${arn} のデフォルトバージョンにします。このポリシーがアタッチされているすべてのエンティティで、すぐに有効になります。`,
    taken: (name: string, owner: string) =>
      `${owner} にはインラインポリシー ${name} がすでにあります。別の名前を選択してください。`,
    done: (name: string) => `ポリシー ${name} を保存しました。リクエストをもう一度送信してください。`,
  },
});

interface AdoptDraftProps {
  readonly adoption: Adoption;
  readonly document: string;
  /** What a new policy is called at first. */
  readonly suggestedName: string;
}

/** Makes a tried document a policy, after a question, by the signed-in person's own rights. */
export function AdoptDraft(props: AdoptDraftProps) {
  const texts = useTexts(TEXTS);
  const [isOpen, setIsOpen] = useState(false);
  const { adoption } = props;
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{wordOf(adoption, texts)}</Button>
      {isOpen ? <Question {...props} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function Question({
  adoption,
  document,
  suggestedName,
  onClose,
}: AdoptDraftProps & { readonly onClose: () => void }) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [typedName, setTypedName] = useState(suggestedName);
  const isNew = adoption.kind === 'inline' && adoption.name === undefined;
  const name = adoption.kind === 'version' ? adoption.arn : (adoption.name ?? typedName.trim());
  const save = useAwsChange({
    change: async (connection) => {
      const iam = connection.client(IAMClient);
      if (adoption.kind === 'version') return makeDefault(iam, adoption.arn, document);
      const { owner, ownerName } = adoption;
      if (isNew && (await isTaken(iam, owner, name))) throw nameTaken(texts.taken(name, ownerName));
      return owner.putInline(iam, name, document);
    },
    makesOld: [adoption.kind === 'version' ? ['iam', 'policies'] : adoption.owner.key],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done(name) });
      onClose();
    },
  });
  return (
    <FormModal
      title={wordOf(adoption, texts)}
      action={wordOf(adoption, texts)}
      isBusy={save.isPending}
      isIncomplete={name === ''}
      error={save.error}
      onAct={() => save.mutate()}
      onClose={onClose}
    >
      <Box>
        <span className="utsuwa-breakable">
          {adoption.kind === 'version'
            ? texts.versions(adoption.arn)
            : adoption.name === undefined
              ? texts.creates(adoption.ownerName)
              : texts.replaces(adoption.name, adoption.ownerName)}
        </span>
      </Box>
      {isNew ? (
        <FormField label={texts.name} constraintText={texts.nameHint}>
          <Input value={typedName} onChange={({ detail }) => setTypedName(detail.value)} />
        </FormField>
      ) : null}
    </FormModal>
  );
}

function wordOf(adoption: Adoption, texts: (typeof TEXTS)['en']): string {
  if (adoption.kind === 'version') return texts.version;
  return adoption.name === undefined ? texts.create : texts.save;
}

/** In the words of AWS's own code for it. */
function nameTaken(sentence: string): Error {
  return Object.assign(new Error(sentence), { name: 'EntityAlreadyExists' });
}
