import type { Properties, ResourceTag, ResourceType } from '../../../operation/resource-type.ts';
import { evaluate } from '../template/evaluate.ts';
import { evaluatedProperties } from '../template/plan.ts';
import { withStoredValues } from './dynamic-references.ts';
import type { Defined } from './definition.ts';
import { makeName } from './made-names.ts';
import { StepFailure } from './reasons.ts';
import type { ResourceRecord } from './records.ts';
import type { Work } from './work.ts';

/** What one resource shall be. */
export interface Goal {
  readonly logicalId: string;
  readonly type: ResourceType;
  readonly properties: Properties;
  /** All that is kept of it beside. */
  readonly rest: Pick<
    ResourceRecord,
    'metadata' | 'waits' | 'deletionPolicy' | 'updateReplacePolicy' | 'creationPolicy' | 'stackTags'
  >;
}

/**
 * Evaluates what a resource shall be; all that it refers to must be there.
 *
 * @throws AwsError ValidationError for a function that cannot be evaluated
 */
export async function goalOf(
  work: Work,
  { plan, scope }: Defined,
  stackTags: readonly ResourceTag[],
  logicalId: string,
): Promise<Goal> {
  const resource = plan.resources.get(logicalId);
  if (resource === undefined) throw new Error(`the plan has no \`${logicalId}\``);
  const type = await work.types.find(resource.type);
  if (type === undefined) throw new StepFailure(`Unrecognized resource type: ${resource.type}`);
  const { metadata, creationPolicy, deletionPolicy, updateReplacePolicy } = resource;
  return {
    logicalId,
    type,
    properties: await withStoredValues(
      work.house,
      () => work.callPlace(),
      evaluatedProperties(resource, scope),
    ),
    rest: {
      metadata: metadata === undefined ? undefined : evaluate(metadata, scope),
      creationPolicy:
        creationPolicy === undefined ? undefined : (evaluate(creationPolicy, scope) as Properties),
      waits: plan.waits.get(logicalId) ?? [],
      deletionPolicy,
      updateReplacePolicy,
      stackTags,
    },
  };
}

/** The name that a resource gets where its properties give none; `undefined` where its type takes none. */
export function nameFor(work: Work, { type, properties, logicalId }: Goal): string | undefined {
  const { naming } = type;
  if (naming === undefined || properties[naming.property] !== undefined) return undefined;
  return makeName(work.stack.name, logicalId, naming);
}

/** Properties with the name that was made. */
export function named(type: ResourceType, properties: Properties, madeName: string | undefined): Properties {
  if (type.naming === undefined || madeName === undefined) return properties;
  return { ...properties, [type.naming.property]: madeName };
}
