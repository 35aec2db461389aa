import type { Role } from '@aws-sdk/client-iam';
import { paginateListRoleTags, TagRoleCommand, UntagRoleCommand } from '@aws-sdk/client-iam';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TabsProps } from '@cloudscape-design/components/tabs';
import type { UseQueryResult } from '@tanstack/react-query';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { roleBoundary } from '../../parts/permissions/boundary-owner.ts';
import { BoundaryPanel } from '../../parts/permissions/boundary-panel.tsx';
import { PoliciesPanel } from '../../parts/permissions/policies-panel.tsx';
import { roleOwner } from '../../parts/permissions/policy-owner.ts';
import { IamTags } from '../../parts/iam-tags.tsx';
import { RevokeSessions } from './revoke-sessions.tsx';
import { RoleUsage } from './role-usage.tsx';
import { TrustRelationships } from './trust-relationships.tsx';

const TEXTS = defineTexts({
  en: {
    permissions: 'Permissions',
    trust: 'Trust relationships',
    tags: 'Tags',
    usage: 'Used by',
    sessions: 'Revoke sessions',
  },
  ja: {
    permissions: 'アクセス許可',
    trust: '信頼関係',
    tags: 'タグ',
    usage: '使用元',
    sessions: 'セッションを取り消す',
  },
});

/** A role's parts, each asked for when it is looked at. */
export function useRoleTabs(roleName: string, role: UseQueryResult<Role | undefined>): TabsProps.Tab[] {
  const texts = useTexts(TEXTS);
  return [
    {
      id: 'permissions',
      label: texts.permissions,
      content: (
        <SpaceBetween size="l">
          <PoliciesPanel owner={roleOwner(roleName)} ownerName={roleName} />
          {role.data === undefined ? null : (
            <BoundaryPanel
              owner={roleBoundary(roleName)}
              arn={role.data.PermissionsBoundary?.PermissionsBoundaryArn}
            />
          )}
        </SpaceBetween>
      ),
    },
    {
      id: 'trust',
      label: texts.trust,
      content: role.data === undefined ? null : <TrustRelationships role={role.data} />,
    },
    { id: 'tags', label: texts.tags, content: <RoleTags roleName={roleName} /> },
    { id: 'usage', label: texts.usage, content: <RoleUsage roleName={roleName} arn={role.data?.Arn} /> },
    { id: 'sessions', label: texts.sessions, content: <RevokeSessions roleName={roleName} /> },
  ];
}

function RoleTags({ roleName: RoleName }: { readonly roleName: string }) {
  return (
    <IamTags
      of={['iam', 'roles', RoleName]}
      pages={(client) => paginateListRoleTags({ client }, { RoleName })}
      tag={(iam, Tags) => iam.send(new TagRoleCommand({ RoleName, Tags }))}
      untag={(iam, TagKeys) => iam.send(new UntagRoleCommand({ RoleName, TagKeys }))}
    />
  );
}
