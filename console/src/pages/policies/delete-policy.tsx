import { IAMClient } from '@aws-sdk/client-iam';
import Alert from '@cloudscape-design/components/alert';
import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { nameOfPolicy } from '../../parts/permissions/policy-kind.ts';
import { useAwsChange, useAwsQuery } from '../../session/use-aws.ts';
import { deletePolicy, planPolicyDeletion } from './delete-policy-plan.ts';
import { ENTITY_TEXTS } from './entity-texts.ts';
import type { PolicyEntity } from './policy-entities.ts';

const TEXTS = defineTexts({
  en: {
    title: (name: string) => `Delete policy ${name}?`,
    lost: 'Whoever has it loses what it allows, and what it denies, at once.',
    first: 'Detach it and delete its other versions first',
    firstHint: 'AWS deletes no policy that is attached or has further versions.',
    entities: 'Detached from:',
    versions: 'Deleted versions:',
    bounded: 'It is the permissions boundary of these. AWS refuses to delete it until they have another one:',
    unknown: 'What keeps it could not be looked up:',
    done: (name: string) => `The policy ${name} is deleted.`,
  },
  ja: {
    title: (name: string) => `ポリシー ${name} を削除しますか?`,
    lost: 'アタッチ先では、このポリシーによる許可と拒否がただちに無効になります。',
    first: '先にデタッチし、他のバージョンを削除する',
    firstHint: 'AWS は、アタッチされたポリシーや他のバージョンがあるポリシーを削除しません。',
    entities: 'デタッチ元:',
    versions: '削除されるバージョン:',
    bounded:
      '次のエンティティの許可の境界です。別の境界に変更するか境界を削除するまで、AWS は削除を拒否します:',
    unknown: '削除の妨げになるものを調べられませんでした:',
    done: (name: string) => `ポリシー ${name} を削除しました。`,
  },
});

interface DeletePolicyProps {
  readonly arn: string;
  readonly onDeleted?: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Asks before a policy goes, and says what has to go first: whom it is taken from, and its versions. */
export function DeletePolicy({ arn, onDeleted, onClose }: DeletePolicyProps) {
  const texts = useTexts(TEXTS);
  const kinds = useTexts(ENTITY_TEXTS);
  const { notify } = useNotifications();
  const [isFirst, setIsFirst] = useState(true);
  const name = nameOfPolicy(arn);
  const plan = useAwsQuery({
    key: ['iam', 'policies', arn, 'deletion'],
    ask: (connection) => planPolicyDeletion(connection.client(IAMClient), arn),
  });
  const remove = useAwsChange({
    change: (connection) => deletePolicy(connection.client(IAMClient), arn, isFirst ? plan.data : undefined),
    makesOld: [
      ['iam', 'policies', 'all of them'],
      ['iam', 'policies', arn, 'deletion'],
      ['iam', 'users'],
      ['iam', 'groups'],
      ['iam', 'roles'],
      ['iam', 'summary'],
    ],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done(name) });
      onClose();
      onDeleted?.();
    },
  });
  const { attached = [], bounded = [], versions = [] } = plan.data ?? {};
  const listed = (entities: readonly PolicyEntity[]) =>
    list(entities.map((entity) => `${kinds[entity.kind]} ${entity.name}`));
  return (
    <DeleteModal
      title={texts.title(name)}
      typed={name}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <div>{texts.lost}</div>
        {plan.isPending ? <Spinner /> : null}
        {plan.isError ? (
          <>
            <Alert type="warning">{texts.unknown}</Alert>
            <ErrorAlert error={plan.error} />
          </>
        ) : null}
        {attached.length + versions.length === 0 ? null : (
          <Checkbox
            checked={isFirst}
            description={texts.firstHint}
            onChange={({ detail }) => setIsFirst(detail.checked)}
          >
            {texts.first}
          </Checkbox>
        )}
        {attached.length === 0 ? null : (
          <div>
            {texts.entities}
            {listed(attached)}
          </div>
        )}
        {versions.length === 0 ? null : (
          <div>
            {texts.versions} {versions.join(', ')}
          </div>
        )}
        {bounded.length === 0 ? null : (
          <Alert type="warning">
            {texts.bounded}
            {listed(bounded)}
          </Alert>
        )}
      </SpaceBetween>
    </DeleteModal>
  );
}

/** How many names are told; of more their number. */
const MOST = 20;

function list(names: readonly string[]) {
  return (
    <ul className="utsuwa-breakable">
      {names.slice(0, MOST).map((name) => (
        <li key={name}>{name}</li>
      ))}
      {names.length > MOST ? <li>+ {names.length - MOST}</li> : null}
    </ul>
  );
}
