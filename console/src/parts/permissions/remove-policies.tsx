import { IAMClient } from '@aws-sdk/client-iam';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { DeleteModal } from '../delete-modal.tsx';
import { useNotifications } from '../notifications.tsx';
import type { PolicyOwner } from './policy-owner.ts';

const TEXTS = defineTexts({
  en: {
    title: (name: string) => `Remove policies from ${name}`,
    detached: 'Detached; the policies themselves stay:',
    deleted: 'Deleted for good, for they are inline:',
    act: 'Remove',
    done: (count: number) => (count === 1 ? 'The policy is removed.' : `${count} policies are removed.`),
  },
  ja: {
    title: (name: string) => `${name} からポリシーを削除`,
    detached: 'デタッチされるポリシー (ポリシー自体は残ります):',
    deleted: '完全に削除されるインラインポリシー:',
    act: '削除',
    done: (count: number) => `${count} 個のポリシーを削除しました。`,
  },
});

/** A policy that somebody has: a managed one by its ARN, an inline one by its name alone. */
export interface OwnedPolicy {
  readonly name: string;
  readonly arn?: string | undefined;
}

interface RemovePoliciesProps {
  readonly owner: PolicyOwner;
  readonly ownerName: string;
  readonly policies: readonly OwnedPolicy[];
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

/** Detaches managed policies and deletes inline ones, saying before which is which. */
export function RemovePolicies({ owner, ownerName, policies, onRemoved, onClose }: RemovePoliciesProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const managed = policies.filter(({ arn }) => arn !== undefined);
  const inline = policies.filter(({ arn }) => arn === undefined);
  const remove = useAwsChange({
    change: async (connection) => {
      const iam = connection.client(IAMClient);
      for (const { name, arn } of policies) {
        await (arn === undefined ? owner.deleteInline(iam, name) : owner.detach(iam, arn));
      }
    },
    makesOld: [owner.key, ['iam', 'policies']],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done(policies.length) });
      onRemoved();
      onClose();
    },
  });
  return (
    <DeleteModal
      title={texts.title(ownerName)}
      action={texts.act}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <SpaceBetween size="s">
        {managed.length === 0 ? null : list(texts.detached, managed)}
        {inline.length === 0 ? null : list(texts.deleted, inline)}
      </SpaceBetween>
    </DeleteModal>
  );
}

function list(text: string, policies: readonly OwnedPolicy[]) {
  return (
    <div>
      {text}
      <ul>
        {policies.map(({ name }) => (
          <li key={name} className="utsuwa-breakable">
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}
