import { IAMClient, paginateListInstanceProfiles, type InstanceProfile } from '@aws-sdk/client-iam';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { collect } from '../../aws/collect.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { paths } from '../../parts/paths.ts';
import { PROFILE_STATE_TEXTS } from '../../parts/profile-state.tsx';
import { ListPage } from '../../parts/list-page.tsx';
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
  const [isCreating, setIsCreating] = useState(false);
  const profiles = useAwsQuery<readonly InstanceProfile[]>({
    key: ['iam', 'instance profiles', 'all of them'],
    ask: (connection) =>
      collect(
        paginateListInstanceProfiles({ client: connection.client(IAMClient) }, { MaxItems: 1000 }),
        (page) => page.InstanceProfiles,
      ),
  });
  const instances = useInstancesByProfile();
  return (
    <ListPage<InstanceProfile>
      title={texts.title}
      description={texts.description}
      query={profiles}
      idOf={({ InstanceProfileName }) => InstanceProfileName ?? ''}
      columns={profileColumns({ ...texts, instances: texts.instances(region) }, states)}
      empty={texts.empty}
      notes={
        instances.isError && !profiles.isError ? (
          <ErrorAlert error={instances.error} onRetry={() => void instances.refetch()} />
        ) : undefined
      }
      create={{ text: texts.create, to: () => setIsCreating(true) }}
      deletion={(profile, onClose) => <DeleteProfile profile={profile} onClose={onClose} />}
    >
      {isCreating ? (
        <CreateProfile
          onCreated={(name) => void navigate(paths.instanceProfile(name))}
          onClose={() => setIsCreating(false)}
        />
      ) : null}
    </ListPage>
  );
}
