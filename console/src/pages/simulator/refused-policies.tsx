import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { readAwsError } from '../../aws/aws-error.ts';
import { useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { SIMULATOR_TEXTS } from './simulator-texts.ts';

interface RefusedPoliciesProps {
  readonly a: PromiseSettledResult<unknown>;
  readonly b: PromiseSettledResult<unknown>;
}

/** What was answered to each of two policies that could not be simulated, once where it concerns neither alone. */
export function RefusedPolicies({ a, b }: RefusedPoliciesProps) {
  const texts = useTexts(SIMULATOR_TEXTS);
  const refused = [
    { policy: texts.policyA, result: a },
    { policy: texts.policyB, result: b },
  ].flatMap(({ policy, result }) =>
    result.status === 'rejected' ? [{ policy, error: result.reason as unknown }] : [],
  );
  const [first] = refused;
  if (first === undefined) return null;
  const { isDenial, isUnreachable, isSignedOut } = readAwsError(first.error);
  if (isDenial || isUnreachable || isSignedOut) return <ErrorAlert error={first.error} />;
  return (
    <SpaceBetween size="s">
      {refused.map(({ policy, error }) => (
        <div key={policy}>
          <Box variant="h3">{texts.refusedOf(policy)}</Box>
          <ErrorAlert error={error} />
        </div>
      ))}
    </SpaceBetween>
  );
}
