import type { Properties, ResourceType } from '../../../operation/resource-type.ts';
import { propertyProblem } from '../schemas/property-problems.ts';

/**
 * Why a resource cannot be made of its properties, before its type is asked: in AWS's words what its published
 * schema does not allow, in ours what Utsuwa does not carry out.
 *
 * @returns `undefined` when nothing stands against it
 */
export function resourceProblem(
  { type, notBuilt = [] }: ResourceType,
  logicalId: string,
  properties: Properties,
): string | undefined {
  const problem = propertyProblem(type, logicalId, properties);
  if (problem !== undefined) return problem;
  const lacking = notBuilt.filter((name) => asksForSomething(properties[name]));
  return lacking.length === 0 ? undefined : `Utsuwa has not built of ${type}: [${lacking.join(', ')}]`;
}

/** What is switched off or empty is as AWS has it without. */
function asksForSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== false && value !== 'false';
}
