import type { InstanceProfile } from '@aws-sdk/client-iam';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { UseQueryResult } from '@tanstack/react-query';
import { readAwsError } from '../../aws/aws-error.ts';
import { CopyText } from '../../parts/copy-text.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';

interface ProfilesOfRoleProps {
  readonly profiles: UseQueryResult<readonly InstanceProfile[]>;
}

/** The ARNs of the instance profiles that hold a role, each leading to its page; a refusal stands in their place. */
export function ProfilesOfRole({ profiles }: ProfilesOfRoleProps) {
  if (profiles.isError) {
    return (
      <span className="utsuwa-breakable">
        <StatusIndicator type="warning">{readAwsError(profiles.error).message}</StatusIndicator>
      </span>
    );
  }
  return (
    <SpaceBetween size="xxs">
      {profiles.data?.map(({ InstanceProfileName = '', Arn = '' }) => (
        <div key={Arn}>
          <CopyText text={Arn} />{' '}
          <PageLink to={paths.instanceProfile(InstanceProfileName)}>{InstanceProfileName}</PageLink>
        </div>
      ))}
    </SpaceBetween>
  );
}
