import {
  TagInstanceProfileCommand,
  UntagInstanceProfileCommand,
  type InstanceProfile,
} from '@aws-sdk/client-iam';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { EntityPage } from '../../parts/entity-page.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { ProfileStateIndicator } from '../../parts/profile-state.tsx';
import { readTags, type Tag } from '../../parts/tag.ts';
import { iamTagsChange } from '../../parts/iam-tags.tsx';
import { TagsPanel } from '../../parts/tags-panel.tsx';
import { Time } from '../../parts/time.tsx';
import { DeleteProfile } from './delete-profile.tsx';
import { ProfileInstances } from './profile-instances.tsx';
import { ProfileRole } from './profile-role.tsx';
import { useProfile } from './use-profile.ts';

const TEXTS = defineTexts({
  en: {
    profiles: 'Instance profiles',
    remove: 'Delete',
    summary: 'Summary',
    arn: 'ARN',
    id: 'Instance profile ID',
    path: 'Path',
    created: 'Creation date',
    state: 'State',
    map: 'Access map',
    mapText: 'What it reaches',
  },
  ja: {
    profiles: 'インスタンスプロファイル',
    remove: '削除',
    summary: '概要',
    arn: 'ARN',
    id: 'インスタンスプロファイル ID',
    path: 'パス',
    created: '作成日',
    state: '状態',
    map: 'アクセスマップ',
    mapText: '届く先',
  },
});

/** One instance profile: the role in it, the instances that carry it, its tags. */
export default function InstanceProfilePage() {
  const texts = useTexts(TEXTS);
  const { name = '' } = useParams();
  const navigate = useNavigate();
  const profile = useProfile(name);
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <EntityPage
      title={name}
      crumbs={[
        { text: 'IAM', to: paths.home() },
        { text: texts.profiles, to: paths.instanceProfiles() },
      ]}
      query={profile}
      actions={
        <Button disabled={profile.data === undefined} onClick={() => setIsDeleting(true)}>
          {texts.remove}
        </Button>
      }
      summary={(found) => (
        <SpaceBetween size="l">
          <Summary profile={found} />
          <ProfileRole profile={found} />
          <ProfileInstances arn={found.Arn ?? ''} />
          <ProfileTags name={name} profile={profile} />
        </SpaceBetween>
      )}
    >
      {isDeleting && profile.data !== undefined ? (
        <DeleteProfile
          profile={profile.data}
          onDeleted={() => void navigate(paths.instanceProfiles())}
          onClose={() => setIsDeleting(false)}
        />
      ) : null}
    </EntityPage>
  );
}

function Summary({ profile }: { readonly profile: InstanceProfile }) {
  const texts = useTexts(TEXTS);
  const { Arn = '', InstanceProfileId = '', Path = '/', CreateDate } = profile;
  return (
    <Container header={<Header variant="h2">{texts.summary}</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.arn, value: <CopyText text={Arn} /> },
          { label: texts.state, value: <ProfileStateIndicator profile={profile} /> },
          { label: texts.path, value: <span className="utsuwa-breakable">{Path}</span> },
          { label: texts.id, value: <CopyText text={InstanceProfileId} /> },
          { label: texts.created, value: <Time at={CreateDate} /> },
          { label: texts.map, value: <PageLink to={paths.accessMap(Arn)}>{texts.mapText}</PageLink> },
        ]}
      />
    </Container>
  );
}

interface ProfileTagsProps {
  readonly name: string;
  readonly profile: UseQueryResult<InstanceProfile | undefined>;
}

function ProfileTags({ name: InstanceProfileName, profile }: ProfileTagsProps) {
  const tags = { ...profile, data: readTags(profile.data?.Tags) } as UseQueryResult<readonly Tag[]>;
  return (
    <TagsPanel
      query={tags}
      makesOld={[['iam', 'instance profiles', InstanceProfileName]]}
      change={iamTagsChange({
        tag: (iam, Tags) => iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags })),
        untag: (iam, TagKeys) => iam.send(new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys })),
      })}
    />
  );
}
