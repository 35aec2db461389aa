import { statementsOf } from '../stacks/stack-policy-document.ts';
import { StepFailure } from './reasons.ts';

/** What an update does to a resource, as stack policies name it. */
export type UpdateAction = 'Update:Modify' | 'Update:Replace' | 'Update:Delete';

/**
 * Holds an update to a stack's policy. One that is set denies whatever it does not allow.
 *
 * @param policy absent where the stack has none: then everything may be updated
 * @throws StepFailure
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 */
export function assertStackPolicy(
  policy: string | undefined,
  action: UpdateAction,
  logicalId: string,
  type: string,
): void {
  if (policy === undefined) return;
  const matching = (statementsOf(policy) ?? [])
    .map((statement, index) => ({ ...statement, number: index + 1 }))
    .filter(
      ({ matchesAction, matchesResource, matchesType }) =>
        matchesAction(action) && matchesResource(logicalId) && matchesType(type),
    );
  const denying = matching.find(({ effect }) => effect === 'Deny');
  if (denying !== undefined) throw denied(`Statement [#${denying.number}] denies`, action, logicalId);
  if (matching.length === 0) throw denied('no statement allows', action, logicalId);
}

function denied(why: string, action: UpdateAction, logicalId: string): StepFailure {
  return new StepFailure(`Action denied by stack policy: ${why} [${action}] for resource [${logicalId}]`);
}
