import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { EntityPage } from '../../parts/entity-page.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { PoliciesPanel } from '../../parts/permissions/policies-panel.tsx';
import { groupOwner } from '../../parts/permissions/policy-owner.ts';
import { Time } from '../../parts/time.tsx';
import { DeleteGroup } from './delete-group.tsx';
import { GroupMembers } from './group-members.tsx';
import { RenameGroup } from './rename-group.tsx';
import { useGroup } from './use-group.ts';

const TEXTS = defineTexts({
  en: {
    groups: 'User groups',
    remove: 'Delete',
    edit: 'Edit',
    summary: 'Summary',
    arn: 'ARN',
    created: 'Created',
    path: 'Path',
    map: 'Access map',
    mapText: 'What this group reaches',
    members: 'Users',
    permissions: 'Permissions',
  },
  ja: {
    groups: 'ユーザーグループ',
    remove: '削除',
    edit: '編集',
    summary: '概要',
    arn: 'ARN',
    created: '作成日時',
    path: 'パス',
    map: 'アクセスマップ',
    mapText: 'このグループが届く先',
    members: 'ユーザー',
    permissions: 'アクセス許可',
  },
});

/** One group: who is in it, and what its members may do. */
export default function GroupPage() {
  const texts = useTexts(TEXTS);
  const { name = '' } = useParams();
  const navigate = useNavigate();
  const group = useGroup(name);
  const [open, setOpen] = useState<'delete' | 'rename'>();
  return (
    <EntityPage
      title={name}
      crumbs={[
        { text: 'IAM', to: paths.home() },
        { text: texts.groups, to: paths.groups() },
      ]}
      query={group}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={() => setOpen('delete')}>{texts.remove}</Button>
          <Button disabled={group.data === undefined} onClick={() => setOpen('rename')}>
            {texts.edit}
          </Button>
        </SpaceBetween>
      }
      summary={({ Arn = '', CreateDate, Path = '/' }) => (
        <Container header={<Header variant="h2">{texts.summary}</Header>}>
          <KeyValuePairs
            columns={4}
            items={[
              { label: texts.arn, value: <CopyText text={Arn} /> },
              { label: texts.created, value: <Time at={CreateDate} /> },
              { label: texts.path, value: <span className="utsuwa-breakable">{Path}</span> },
              { label: texts.map, value: <PageLink to={paths.accessMap(Arn)}>{texts.mapText}</PageLink> },
            ]}
          />
        </Container>
      )}
      tabs={[
        { id: 'members', label: texts.members, content: <GroupMembers groupName={name} /> },
        {
          id: 'permissions',
          label: texts.permissions,
          content: <PoliciesPanel owner={groupOwner(name)} ownerName={name} />,
        },
      ]}
    >
      {open === 'delete' ? (
        <DeleteGroup
          groupName={name}
          onDeleted={() => void navigate(paths.groups())}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
      {open === 'rename' ? (
        <RenameGroup groupName={name} path={group.data?.Path ?? '/'} onClose={() => setOpen(undefined)} />
      ) : null}
    </EntityPage>
  );
}
