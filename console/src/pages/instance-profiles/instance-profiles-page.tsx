import { IAMClient, paginateListInstanceProfiles, type InstanceProfile } from '@aws-sdk/client-iam';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { collect } from '../../aws/collect.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { Page } from '../../parts/page.tsx';
import { paths } from '../../parts/paths.ts';
import { PROFILE_STATE_TEXTS } from '../../parts/profile-state.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { useInstancesByProfile } from '../../parts/use-instances-by-profile.ts';
import { useSession } from '../../session/session.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { CreateProfile } from './create-profile.tsx';
import { DeleteProfile } from './delete-profile.tsx';
import { profileColumns } from './profile-columns.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Instance profiles',
    description: 'The vessel in which a role reaches an EC2 instance. AWS’s console has no such page.',
    name: 'Name',
    state: 'State',
    role: 'Role',
    path: 'Path',
    tags: 'Tags',
    instances: (region: string) => `Instances in ${region}`,
    remove: 'Delete',
    create: 'Create instance profile',
    empty:
      'No instance profiles. Create one and add a role to it; a role that is created for EC2 in this console brings its own.',
  },
  ja: {
    title: 'インスタンスプロファイル',
    description:
      'ロールを EC2 インスタンスに届けるための入れ物です。AWS のコンソールには、このページはありません。',
    name: '名前',
    state: '状態',
    role: 'ロール',
    path: 'パス',
    tags: 'タグ',
    instances: (region: string) => `${region} のインスタンス`,
    remove: '削除',
    create: 'インスタンスプロファイルを作成',
    empty:
      'インスタンスプロファイルがありません。作成してロールを追加してください。このコンソールで EC2 用のロールを作成すると、プロファイルも一緒に作成されます。',
  },
});

/** All instance profiles: what each holds, who carries it, and what is wrong with it. */
export default function InstanceProfilesPage() {
  const texts = useTexts(TEXTS);
  const states = useTexts(PROFILE_STATE_TEXTS);
  const navigate = useNavigate();
  const { region } = useSession().connection;
  const [selected, setSelected] = useState<readonly InstanceProfile[]>([]);
  const [open, setOpen] = useState<'create' | 'delete'>();
  const profiles = useAwsQuery<readonly InstanceProfile[]>({
    key: ['iam', 'instance profiles', 'all of them'],
    ask: (connection) =>
      collect(
        paginateListInstanceProfiles({ client: connection.client(IAMClient) }, { MaxItems: 1000 }),
        (page) => page.InstanceProfiles,
      ),
  });
  const instances = useInstancesByProfile();
  const chosen = profiles.data?.find(({ Arn }) => Arn === selected[0]?.Arn);
  return (
    <Page title={texts.title} hasOwnTitle>
      {instances.isError && !profiles.isError ? (
        <ErrorAlert error={instances.error} onRetry={() => void instances.refetch()} />
      ) : null}
      <ResourceTable<InstanceProfile>
        title={texts.title}
        variant="full-page"
        description={texts.description}
        query={profiles}
        idOf={({ InstanceProfileName }) => InstanceProfileName ?? ''}
        columns={profileColumns({ ...texts, instances: texts.instances(region) }, states)}
        empty={texts.empty}
        selection={{ type: 'single', selected, onSelect: setSelected }}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={chosen === undefined} onClick={() => setOpen('delete')}>
              {texts.remove}
            </Button>
            <Button variant="primary" onClick={() => setOpen('create')}>
              {texts.create}
            </Button>
          </SpaceBetween>
        }
      />
      {open === 'create' ? (
        <CreateProfile
          onCreated={(name) => void navigate(paths.instanceProfile(name))}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
      {open === 'delete' && chosen !== undefined ? (
        <DeleteProfile
          profile={chosen}
          onDeleted={() => setSelected([])}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </Page>
  );
}
