import { AnswerCell } from '../../parts/answer-cell.tsx';
import { useProfile } from './use-profile.ts';

/** How many tags an instance profile has: listings do not say it, so it is asked for the rows that are seen. */
export function TagsCount({ profileName }: { readonly profileName: string }) {
  const profile = useProfile(profileName);
  return <AnswerCell query={profile}>{(found) => found?.Tags?.length ?? 0}</AnswerCell>;
}
