import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { readAwsError } from '../aws/aws-error.ts';
import { defineTexts, useTexts } from '../language/language.tsx';
import { PageLink } from './page-link.tsx';
import { paths } from './paths.ts';
import { useInstancesByProfile } from './use-instances-by-profile.ts';

const TEXTS = defineTexts({
  en: { more: (count: number) => `and ${count} more` },
  ja: { more: (count: number) => `ほか ${count} 件` },
});

/** How many are named in a row of a table; the profile's page has them all. */
const SHOWN = 3;

/** The region's instances that carry an instance profile, in a cell of a table. */
export function InstancesOfProfile({ arn }: { readonly arn: string }) {
  const texts = useTexts(TEXTS);
  const instances = useInstancesByProfile();
  if (instances.isPending) return <Spinner />;
  if (instances.isError)
    return <StatusIndicator type="warning">{readAwsError(instances.error).code}</StatusIndicator>;
  const carrying = instances.data.get(arn) ?? [];
  if (carrying.length === 0) return '-';
  return (
    <SpaceBetween size="xxs">
      {carrying.slice(0, SHOWN).map(({ instanceId, associationId }) => (
        <PageLink key={associationId} to={paths.instance(instanceId)}>
          {instanceId}
        </PageLink>
      ))}
      {carrying.length > SHOWN ? <span>{texts.more(carrying.length - SHOWN)}</span> : null}
    </SpaceBetween>
  );
}
