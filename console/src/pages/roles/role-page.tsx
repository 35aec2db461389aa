import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { EntityPage } from '../../parts/entity-page.tsx';
import { paths } from '../../parts/paths.ts';
import { DeleteRole } from './delete-role.tsx';
import { EditRole } from './edit-role.tsx';
import { RoleSummary } from './role-summary.tsx';
import { useRoleTabs } from './use-role-tabs.tsx';
import { useRole } from './use-role.ts';

const TEXTS = defineTexts({
  en: { roles: 'Roles', remove: 'Delete', edit: 'Edit' },
  ja: { roles: 'ロール', remove: '削除', edit: '編集' },
});

/** One role: what it is, what it may do, whom it trusts, where it is used. */
export default function RolePage() {
  const texts = useTexts(TEXTS);
  const { name = '' } = useParams();
  const navigate = useNavigate();
  const role = useRole(name);
  const [open, setOpen] = useState<'delete' | 'edit'>();
  return (
    <EntityPage
      title={name}
      crumbs={[
        { text: 'IAM', to: paths.home() },
        { text: texts.roles, to: paths.roles() },
      ]}
      query={role}
      description={role.data?.Description}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={() => setOpen('delete')}>{texts.remove}</Button>
          <Button disabled={role.data === undefined} onClick={() => setOpen('edit')}>
            {texts.edit}
          </Button>
        </SpaceBetween>
      }
      summary={(found) => <RoleSummary role={found} />}
      tabs={useRoleTabs(name, role)}
    >
      {open === 'delete' ? (
        <DeleteRole
          roleName={name}
          path={role.data?.Path ?? '/'}
          onDeleted={() => void navigate(paths.roles())}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
      {open === 'edit' && role.data !== undefined ? (
        <EditRole role={role.data} onClose={() => setOpen(undefined)} />
      ) : null}
    </EntityPage>
  );
}
