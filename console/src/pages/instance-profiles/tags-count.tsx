import Spinner from '@cloudscape-design/components/spinner';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { readAwsError } from '../../aws/aws-error.ts';
import { useProfile } from './use-profile.ts';

/** How many tags an instance profile has: listings do not say it, so it is asked for the rows that are seen. */
export function TagsCount({ profileName }: { readonly profileName: string }) {
  const profile = useProfile(profileName);
  if (profile.isPending) return <Spinner />;
  if (profile.isError)
    return <StatusIndicator type="warning">{readAwsError(profile.error).code}</StatusIndicator>;
  return profile.data?.Tags?.length ?? 0;
}
