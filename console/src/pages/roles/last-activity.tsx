import { defineTexts, useTexts } from '../../language/language.tsx';
import { AnswerCell } from '../../parts/answer-cell.tsx';
import { Time } from '../../parts/time.tsx';
import { useRole } from './use-role.ts';

const TEXTS = defineTexts({ en: { never: 'None' }, ja: { never: 'なし' } });

/** When somebody last acted as a role: listings do not say it, so it is asked for the rows that are seen. */
export function LastActivity({ roleName }: { readonly roleName: string }) {
  const texts = useTexts(TEXTS);
  const role = useRole(roleName);
  return (
    <AnswerCell query={role}>
      {(found) => {
        const at = found?.RoleLastUsed?.LastUsedDate;
        return at === undefined ? texts.never : <Time at={at} />;
      }}
    </AnswerCell>
  );
}
