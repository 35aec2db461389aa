import Button from '@cloudscape-design/components/button';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { isMissing } from '../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { Page } from '../../parts/page.tsx';
import { paths } from '../../parts/paths.ts';
import { DeleteUser } from './delete-user.tsx';
import { UserSummary } from './user-summary.tsx';
import { UserTabs } from './user-tabs.tsx';
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
  const isGone = isMissing(user.error);
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <Page
      title={name}
      crumbs={[
        { text: 'IAM', to: paths.home() },
        { text: texts.users, to: paths.users() },
      ]}
      actions={isGone ? undefined : <Button onClick={() => setIsDeleting(true)}>{texts.remove}</Button>}
    >
      {user.isError ? <ErrorAlert error={user.error} onRetry={() => void user.refetch()} /> : null}
      {user.isPending ? <Spinner size="large" /> : null}
      {user.data === undefined ? null : <UserSummary user={user.data} />}
      {user.isPending || isGone ? null : <UserTabs key={name} userName={name} user={user} />}
      {isDeleting ? (
        <DeleteUser
          userName={name}
          onDeleted={() => void navigate(paths.users())}
          onClose={() => setIsDeleting(false)}
        />
      ) : null}
    </Page>
  );
}
