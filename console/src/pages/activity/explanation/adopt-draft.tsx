import { IAMClient } from '@aws-sdk/client-iam';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { FormModal } from '../../../parts/form-modal.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { LeavingVersion, MOST_VERSIONS } from '../../../parts/policy-versions/leaving-version.tsx';
import { saveVersion } from '../../../parts/policy-versions/save-version.ts';
import { TextDifference } from '../../../parts/text-difference.tsx';
import { useAwsChange, useAwsQuery } from '../../../session/use-aws.ts';
import { isTaken, type Adoption } from './adoption.ts';
import { pretty } from './lay-out-document.ts';
import { readPresent } from './present-policy.ts';

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
    difference: 'What saving changes',
    changed: 'The policy has changed since this document was made of it',
    changedHint:
      'Saving puts this document in place of what the policy says now. Lines with a minus would be gone: take what must stay into the document first.',
    meanwhile: 'The policy has changed in this very moment, nothing is saved. Compare again.',
    gone: (id: string) => `Version ${id} is deleted; the new one is not made yet. Saving again makes it.`,
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
    difference: '保存による変更点',
    changed: 'このドキュメントを作成したあとで、ポリシーが変更されました',
    changedHint:
      '保存すると、現在のポリシーの内容はこのドキュメントに置き換わります。マイナスの行は失われます。残す内容は先にドキュメントに取り込んでください。',
    meanwhile: 'ちょうど今ポリシーが変更されたため、保存しませんでした。もう一度比較してください。',
    gone: (id: string) =>
      `バージョン ${id} は削除されましたが、新しいバージョンはまだ作成されていません。もう一度保存すると作成されます。`,
  },
});

interface AdoptDraftProps {
  readonly adoption: Adoption;
  readonly document: string;
  /** What the policy said when the document was made of it. */
  readonly base: string | undefined;
  /** What a new policy is called at first. */
  readonly suggestedName: string;
  readonly onAdopted: () => void;
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

function Question(props: AdoptDraftProps & { readonly onClose: () => void }) {
  const { adoption, document, base, suggestedName, onAdopted, onClose } = props;
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [typedName, setTypedName] = useState(suggestedName);
  const [leaving, setLeaving] = useState<string>();
  const [gone, setGone] = useState<string>();
  const isNew = adoption.kind === 'inline' && adoption.name === undefined;
  const name = adoption.kind === 'version' ? adoption.arn : (adoption.name ?? typedName.trim());
  const key = ['activity', 'present', adoption.kind === 'version' ? '' : adoption.ownerName, name];
  const present = useAwsQuery({
    key,
    enabled: !isNew,
    ask: async (connection) => (await readPresent(connection.client(IAMClient), adoption)) ?? null,
  });
  const isFull = (present.data?.versions.length ?? 0) >= MOST_VERSIONS;
  const save = useAwsChange({
    change: async (connection) => {
      const iam = connection.client(IAMClient);
      if (isNew) {
        const { owner, ownerName } = adoption;
        if (await isTaken(iam, owner, name)) throw told('EntityAlreadyExists', texts.taken(name, ownerName));
        return owner.putInline(iam, name, document);
      }
      // What is not shown is not written over.
      const now = await readPresent(iam, adoption);
      if (now?.document !== present.data?.document) throw told('ConcurrentModification', texts.meanwhile);
      if (adoption.kind === 'inline') return adoption.owner.putInline(iam, name, document);
      const version = { PolicyArn: adoption.arn, PolicyDocument: document, SetAsDefault: true };
      return saveVersion(iam, version, isFull ? leaving : undefined, setGone);
    },
    // What is proposed is made anew of what the policy says by then, also where that is why nothing was saved.
    makesOld: [
      key,
      ['activity', 'explained'],
      adoption.kind === 'version' ? ['iam', 'policies'] : adoption.owner.key,
    ],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done(name) });
      onAdopted();
      onClose();
    },
  });
  const shown = present.data === undefined || present.data === null ? undefined : present.data.document;
  return (
    <FormModal
      title={wordOf(adoption, texts)}
      action={wordOf(adoption, texts)}
      size={isNew ? 'medium' : 'large'}
      isBusy={save.isPending}
      isIncomplete={name === '' || (!isNew && shown === undefined) || (isFull && leaving === undefined)}
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
      ) : present.isError ? (
        <ErrorAlert error={present.error} onRetry={() => void present.refetch()} />
      ) : shown === undefined ? (
        <Spinner />
      ) : (
        <SpaceBetween size="m">
          {pretty(shown).text === pretty(base ?? '').text ? null : (
            <Alert type="warning" header={texts.changed}>
              {texts.changedHint}
            </Alert>
          )}
          <TextDifference
            label={texts.difference}
            before={pretty(shown).text}
            after={pretty(document).text}
          />
        </SpaceBetween>
      )}
      {isFull ? (
        <LeavingVersion versions={present.data?.versions ?? []} chosen={leaving} onChoose={setLeaving} />
      ) : null}
      {save.isError && gone !== undefined ? <Alert type="warning">{texts.gone(gone)}</Alert> : null}
    </FormModal>
  );
}

function wordOf(adoption: Adoption, texts: (typeof TEXTS)['en']): string {
  if (adoption.kind === 'version') return texts.version;
  return adoption.name === undefined ? texts.create : texts.save;
}

/** An error of ours, as AWS would tell it. */
function told(code: string, sentence: string): Error {
  return Object.assign(new Error(sentence), { name: code });
}
