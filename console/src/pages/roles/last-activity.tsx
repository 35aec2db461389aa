import Spinner from '@cloudscape-design/components/spinner';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { readAwsError } from '../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { Time } from '../../parts/time.tsx';
import { useRole } from './use-role.ts';

const TEXTS = defineTexts({ en: { never: 'None' }, ja: { never: 'なし' } });

/** When somebody last acted as a role: listings do not say it, so it is asked for the rows that are seen. */
export function LastActivity({ roleName }: { readonly roleName: string }) {
  const texts = useTexts(TEXTS);
  const role = useRole(roleName);
  if (role.isPending) return <Spinner />;
  if (role.isError) return <StatusIndicator type="warning">{readAwsError(role.error).code}</StatusIndicator>;
  const at = role.data?.RoleLastUsed?.LastUsedDate;
  return at === undefined ? texts.never : <Time at={at} />;
}
