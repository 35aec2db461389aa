import { paginateListUserTags, TagUserCommand, UntagUserCommand, type User } from '@aws-sdk/client-iam';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TabsProps } from '@cloudscape-design/components/tabs';
import type { UseQueryResult } from '@tanstack/react-query';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { userBoundary } from '../../parts/permissions/boundary-owner.ts';
import { BoundaryPanel } from '../../parts/permissions/boundary-panel.tsx';
import { PoliciesPanel } from '../../parts/permissions/policies-panel.tsx';
import { userOwner } from '../../parts/permissions/policy-owner.ts';
import { IamTags } from '../../parts/iam-tags.tsx';
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
  return (
    <IamTags
      of={['iam', 'users', UserName]}
      pages={(client) => paginateListUserTags({ client }, { UserName })}
      tag={(iam, Tags) => iam.send(new TagUserCommand({ UserName, Tags }))}
      untag={(iam, TagKeys) => iam.send(new UntagUserCommand({ UserName, TagKeys }))}
    />
  );
}
