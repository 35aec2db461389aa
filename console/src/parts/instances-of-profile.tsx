import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { readAwsError } from '../aws/aws-error.ts';
import { PageLink } from './page-link.tsx';
import { paths } from './paths.ts';
import { useInstancesByProfile } from './use-instances-by-profile.ts';

/** The region's instances that carry an instance profile, in a cell of a table. */
export function InstancesOfProfile({ arn }: { readonly arn: string }) {
  const instances = useInstancesByProfile();
  if (instances.isPending) return <Spinner />;
  if (instances.isError)
    return <StatusIndicator type="warning">{readAwsError(instances.error).code}</StatusIndicator>;
  const carrying = instances.data.get(arn) ?? [];
  if (carrying.length === 0) return '-';
  return (
    <SpaceBetween size="xxs">
      {carrying.map(({ instanceId, associationId }) => (
        <PageLink key={associationId} to={paths.instance(instanceId)}>
          {instanceId}
        </PageLink>
      ))}
    </SpaceBetween>
  );
}
