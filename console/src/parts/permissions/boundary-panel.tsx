import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { IAMClient } from '@aws-sdk/client-iam';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { DeleteModal } from '../delete-modal.tsx';
import { useNotifications } from '../notifications.tsx';
import { PageLink } from '../page-link.tsx';
import { paths } from '../paths.ts';
import type { BoundaryOwner } from './boundary-owner.ts';
import { nameOfPolicy } from './policy-kind.ts';
import { SetBoundary } from './set-boundary.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Permissions boundary',
    isSet: '(set)',
    isNotSet: '(not set)',
    explained: 'The most that is allowed, whatever the policies above allow.',
    set: 'Set permissions boundary',
    change: 'Change boundary',
    remove: 'Remove boundary',
    removeText: 'Then the policies alone decide what is allowed.',
    removeAct: 'Remove',
    removed: 'The permissions boundary is removed.',
  },
  ja: {
    title: '許可の境界',
    isSet: '(設定済み)',
    isNotSet: '(未設定)',
    explained: 'ポリシーが何を許可していても、許可の境界を超えることはできません。',
    set: '許可の境界を設定',
    change: '境界を変更',
    remove: '境界を削除',
    removeText: '削除すると、アクセス許可はポリシーだけで決まります。',
    removeAct: '削除',
    removed: '許可の境界を削除しました。',
  },
});

interface BoundaryPanelProps {
  readonly owner: BoundaryOwner;
  /** The boundary's policy, when one is set. */
  readonly arn: string | undefined;
}

/** A user's or role's permissions boundary: seen, set, changed, taken away. */
export function BoundaryPanel({ owner, arn }: BoundaryPanelProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [open, setOpen] = useState<'set' | 'remove'>();
  const close = () => setOpen(undefined);
  const remove = useAwsChange({
    change: (connection) => owner.remove(connection.client(IAMClient)),
    makesOld: [owner.key, ['iam', 'policies']],
    onSuccess: () => {
      notify({ type: 'success', text: texts.removed });
      close();
    },
  });
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={arn === undefined ? texts.isNotSet : texts.isSet}
          actions={
            arn === undefined ? (
              <Button onClick={() => setOpen('set')}>{texts.set}</Button>
            ) : (
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => setOpen('remove')}>{texts.remove}</Button>
                <Button onClick={() => setOpen('set')}>{texts.change}</Button>
              </SpaceBetween>
            )
          }
        >
          {texts.title}
        </Header>
      }
    >
      <Box color="text-body-secondary">{texts.explained}</Box>
      {arn === undefined ? null : (
        <span className="utsuwa-breakable">
          <PageLink to={paths.policy(arn)}>{nameOfPolicy(arn)}</PageLink>
        </span>
      )}
      {open === 'set' ? <SetBoundary owner={owner} current={arn} onClose={close} /> : null}
      {open === 'remove' ? (
        <DeleteModal
          title={texts.remove}
          action={texts.removeAct}
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={close}
        >
          {texts.removeText}
        </DeleteModal>
      ) : null}
    </Container>
  );
}
