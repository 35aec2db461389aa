import type { ResourceTypes } from '../../../operation/resource-types.ts';
import { compileGlob } from '../../../policy/glob.ts';
import { plannedChanges } from '../engine/planned-changes.ts';
import { capabilitiesOrTypes, typesNotGiven } from '../errors.ts';
import type { Prepared } from './prepare-stack.ts';

/** What a request says of the types that it may touch. */
interface GivenTypes {
  readonly ResourceTypes?: readonly string[] | undefined;
  readonly Capabilities?: readonly string[] | undefined;
}

/**
 * Holds a request to the resource types that it names, such as `AWS::EC2::Instance`, `AWS::EC2::*` or `Custom::*`:
 * all that it makes, changes or removes must be of one of them. Policies rest on it by `cloudformation:ResourceTypes`.
 *
 * @throws AwsError ValidationError
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export async function assertResourceTypes(
  { ResourceTypes: given = [], Capabilities = [] }: GivenTypes,
  prepared: Prepared,
  isUpdate: boolean,
  types: ResourceTypes,
): Promise<void> {
  if (given.length === 0) return;
  if (Capabilities.length > 0) throw capabilitiesOrTypes();
  const touched = isUpdate
    ? await changedTypes(prepared, types)
    : [...prepared.defined.plan.resources.values()].map(({ type }) => type);
  const patterns = given.map((one) => compileGlob(one));
  const others = new Set(touched.filter((type) => !patterns.some((matches) => matches(type))));
  if (others.size > 0) throw typesNotGiven([...others]);
}

/** Those of what an update changes; what failed before is tried again whether or not it differs. */
async function changedTypes(
  { defined, values, records, definition, resolve }: Prepared,
  types: ResourceTypes,
): Promise<readonly string[]> {
  const changes = await plannedChanges(types, defined, values, records, definition.tags, resolve);
  const failed = [...records.values()].filter(({ status }) => status.endsWith('_FAILED'));
  return [...changes, ...failed].map(({ type }) => type);
}
