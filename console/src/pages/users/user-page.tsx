import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { EntityPage } from '../../parts/entity-page.tsx';
import { paths } from '../../parts/paths.ts';
import { DeleteUser } from './delete-user.tsx';
import { UserSummary } from './user-summary.tsx';
import { useUserTabs } from './use-user-tabs.tsx';
import { useUser } from './use-user.ts';

const TEXTS = defineTexts({
  en: { users: 'Users', remove: 'Delete' },
  ja: { users: 'ユーザー', remove: '削除' },
});

/** One user: what they may do, which groups they are in, and by what they prove who they are. */
export default function UserPage() {
  const texts = useTexts(TEXTS);
  const { name = '' } = useParams();
  const navigate = useNavigate();
  const user = useUser(name);
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <EntityPage
      title={name}
      crumbs={[
        { text: 'IAM', to: paths.home() },
        { text: texts.users, to: paths.users() },
      ]}
      query={user}
      actions={<Button onClick={() => setIsDeleting(true)}>{texts.remove}</Button>}
      summary={(found) => <UserSummary user={found} />}
      tabs={useUserTabs(name, user)}
    >
      {isDeleting ? (
        <DeleteUser
          userName={name}
          onDeleted={() => void navigate(paths.users())}
          onClose={() => setIsDeleting(false)}
        />
      ) : null}
    </EntityPage>
  );
}
