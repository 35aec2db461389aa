import {
  IAMClient,
  paginateListUserTags,
  TagUserCommand,
  UntagUserCommand,
  type User,
} from '@aws-sdk/client-iam';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TabsProps } from '@cloudscape-design/components/tabs';
import type { UseQueryResult } from '@tanstack/react-query';
import { collect } from '../../aws/collect.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { userBoundary } from '../../parts/permissions/boundary-owner.ts';
import { BoundaryPanel } from '../../parts/permissions/boundary-panel.tsx';
import { PoliciesPanel } from '../../parts/permissions/policies-panel.tsx';
import { userOwner } from '../../parts/permissions/policy-owner.ts';
import { readTags, type Tag } from '../../parts/tag.ts';
import { TagsPanel } from '../../parts/tags-panel.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { AccessKeys } from './access-keys.tsx';
import { ConsolePassword } from './console-password.tsx';
import { MfaDevices } from './mfa-devices.tsx';
import { PoliciesFromGroups } from './policies-from-groups.tsx';
import { UserGroups } from './user-groups.tsx';

const TEXTS = defineTexts({
  en: {
    permissions: 'Permissions',
    groups: 'Groups',
    credentials: 'Security credentials',
    tags: 'Tags',
  },
  ja: { permissions: 'アクセス許可', groups: 'グループ', credentials: 'セキュリティ認証情報', tags: 'タグ' },
});

/** A user's parts, each asked for when it is looked at. */
export function useUserTabs(userName: string, user: UseQueryResult<User | undefined>): TabsProps.Tab[] {
  const texts = useTexts(TEXTS);
  return [
    {
      id: 'permissions',
      label: texts.permissions,
      content: (
        <SpaceBetween size="l">
          <PoliciesPanel owner={userOwner(userName)} ownerName={userName} />
          <PoliciesFromGroups userName={userName} />
          {user.data === undefined ? null : (
            <BoundaryPanel
              owner={userBoundary(userName)}
              arn={user.data.PermissionsBoundary?.PermissionsBoundaryArn}
            />
          )}
        </SpaceBetween>
      ),
    },
    { id: 'groups', label: texts.groups, content: <UserGroups userName={userName} /> },
    {
      id: 'credentials',
      label: texts.credentials,
      content: (
        <SpaceBetween size="l">
          <AccessKeys userName={userName} />
          <ConsolePassword userName={userName} />
          <MfaDevices userName={userName} />
        </SpaceBetween>
      ),
    },
    { id: 'tags', label: texts.tags, content: <UserTags userName={userName} /> },
  ];
}

function UserTags({ userName: UserName }: { readonly userName: string }) {
  const tags = useAwsQuery<readonly Tag[]>({
    key: ['iam', 'users', UserName, 'tags'],
    ask: async (connection) =>
      readTags(
        await collect(
          paginateListUserTags({ client: connection.client(IAMClient) }, { UserName }),
          (page) => page.Tags,
        ),
      ),
  });
  return (
    <TagsPanel
      query={tags}
      makesOld={[['iam', 'users', UserName]]}
      change={async (connection, { put, remove }) => {
        const iam = connection.client(IAMClient);
        if (remove.length > 0) await iam.send(new UntagUserCommand({ UserName, TagKeys: [...remove] }));
        if (put.length > 0) await iam.send(new TagUserCommand({ UserName, Tags: [...put] }));
      }}
    />
  );
}
