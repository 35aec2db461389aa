import SpaceBetween from '@cloudscape-design/components/space-between';
import { AnswerCell } from './answer-cell.tsx';
import { PageLink } from './page-link.tsx';
import { paths } from './paths.ts';
import { useInstancesByProfile } from './use-instances-by-profile.ts';

/** The region's instances that carry an instance profile, in a cell of a table. */
export function InstancesOfProfile({ arn }: { readonly arn: string }) {
  const instances = useInstancesByProfile();
  return (
    <AnswerCell query={instances}>
      {(byArn) => {
        const carrying = byArn.get(arn) ?? [];
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
      }}
    </AnswerCell>
  );
}
