import type { Change, Properties, ResourceTag, ResourceType } from '../../../operation/resource-type.ts';
import type { ResourceTypes } from '../../../operation/resource-types.ts';
import { changedProperties, makesNew, type PropertyChange } from '../schemas/changed-properties.ts';
import { schemaOf } from '../schemas/resource-schemas.ts';
import { evaluatedProperties } from '../template/plan.ts';
import { evaluate } from '../template/evaluate.ts';
import { inOrder } from '../template/graph.ts';
import type { Plain } from '../template/read-template.ts';
import { KNOWN_AFTER_APPLY } from '../template/scope.ts';
import type { ResourceValues } from '../template/stack-scope.ts';
import type { Defined } from './definition.ts';
import { named } from './goal.ts';
import type { ResourceRecord, StackOutput } from './records.ts';
import { outputsOf } from './outputs.ts';
import { AwsError } from '../../../kernel/aws-error.ts';

/** What would become of one resource. */
export interface PlannedChange {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string | undefined;
  /** Only of a modification. */
  readonly replacement?: 'True' | 'False' | 'Conditional' | undefined;
  readonly properties: readonly PropertyChange[];
  /** What beside the properties differs. */
  readonly others: readonly ('Metadata' | 'Tags' | 'DeletionPolicy' | 'UpdateReplacePolicy')[];
  readonly before?: Properties | undefined;
  readonly after?: Properties | undefined;
}

/** Puts values in the place of dynamic references. */
export type Resolve = (properties: Properties) => Promise<Properties>;

/** What is asked of resources before the change is made. */
export class FutureValues implements ResourceValues {
  readonly #records: ReadonlyMap<string, ResourceRecord>;
  /** Those whose physical id only the change brings. */
  readonly unknown = new Set<string>();

  constructor(records: ReadonlyMap<string, ResourceRecord>) {
    this.#records = records;
  }

  ref(logicalId: string): Plain {
    const record = this.unknown.has(logicalId) ? undefined : this.#records.get(logicalId);
    return record?.ref ?? record?.physicalId ?? KNOWN_AFTER_APPLY;
  }

  attribute(logicalId: string, attribute: string): Plain {
    const record = this.unknown.has(logicalId) ? undefined : this.#records.get(logicalId);
    const known = record?.attributes ?? {};
    return Object.hasOwn(known, attribute) ? (known[attribute] as Plain) : KNOWN_AFTER_APPLY;
  }
}

/**
 * What a definition would change of a stack's resources, in the order of their names.
 *
 * @param values those that `defined` was made with
 * @param resolve resolves dynamic references
 */
export async function plannedChanges(
  types: ResourceTypes,
  defined: Defined,
  values: FutureValues,
  records: ReadonlyMap<string, ResourceRecord>,
  tags: readonly ResourceTag[],
  resolve: Resolve,
): Promise<readonly PlannedChange[]> {
  const changes: PlannedChange[] = [];
  const { plan } = defined;
  for (const id of inOrder(plan.waits).ordered) {
    const change = await plannedChange(types, defined, records.get(id), { tags, resolve }, id);
    if (change === undefined) continue;
    if (change.action === 'Add' || change.replacement === 'True') values.unknown.add(id);
    changes.push(change);
  }
  for (const [id, record] of records) {
    if (plan.resources.has(id)) continue;
    const { type, physicalId, properties: before } = record;
    changes.push({ action: 'Remove', logicalId: id, type, physicalId, properties: [], others: [], before });
  }
  return changes.sort((a, b) => (a.logicalId < b.logicalId ? -1 : 1));
}

async function plannedChange(
  types: ResourceTypes,
  { plan, scope }: Defined,
  record: ResourceRecord | undefined,
  { tags, resolve }: { readonly tags: readonly ResourceTag[]; readonly resolve: Resolve },
  logicalId: string,
): Promise<PlannedChange | undefined> {
  const resource = plan.resources.get(logicalId)!;
  const after = await resolve(evaluatedProperties(resource, scope));
  const { type } = resource;
  if (record === undefined) return { action: 'Add', logicalId, type, properties: [], others: [], after };
  const before = record.properties;
  const properties = changedProperties(type, before, after);
  const others: PlannedChange['others'][number][] = [];
  const metadata = resource.metadata === undefined ? undefined : evaluate(resource.metadata, scope);
  if (JSON.stringify(metadata) !== JSON.stringify(record.metadata)) others.push('Metadata');
  if (resource.deletionPolicy !== record.deletionPolicy) others.push('DeletionPolicy');
  if (resource.updateReplacePolicy !== record.updateReplacePolicy) others.push('UpdateReplacePolicy');
  if (schemaOf(type)?.tags !== undefined && JSON.stringify(tags) !== JSON.stringify(record.stackTags))
    others.push('Tags');
  const isOther = record.type !== type;
  if (properties.length === 0 && others.length === 0 && !isOther) return undefined;
  const built = await types.find(type);
  const replacement = isOther ? 'True' : replacementOf(built, properties, record, after);
  const { physicalId } = record;
  return { action: 'Modify', logicalId, type, physicalId, replacement, properties, others, before, after };
}

function replacementOf(
  type: ResourceType | undefined,
  properties: readonly PropertyChange[],
  record: ResourceRecord,
  after: Properties,
): 'True' | 'False' | 'Conditional' {
  if (type === undefined) return 'Conditional';
  const change: Change = {
    physicalId: record.physicalId ?? '',
    properties: named(type, record.properties, record.madeName),
    attributes: record.attributes,
    wanted: named(type, after, record.madeName),
  };
  if (makesNew(type, properties, change)) {
    // A value that is not known may turn out to be the one that is.
    const certain = properties.some(
      ({ name, replaces }) =>
        replaces === 'Always' && !JSON.stringify(after[name] ?? null).includes(KNOWN_AFTER_APPLY),
    );
    const isDynamic = properties.some(({ name }) =>
      JSON.stringify(after[name] ?? null).includes(KNOWN_AFTER_APPLY),
    );
    return certain || !isDynamic ? 'True' : 'Conditional';
  }
  return properties.some(({ replaces }) => replaces === 'Conditionally') ? 'Conditional' : 'False';
}

/** Whether the outputs would be other ones. */
export function outputsDiffer(defined: Defined, outputs: readonly StackOutput[]): boolean {
  try {
    return JSON.stringify(outputsOf(defined)) !== JSON.stringify(outputs);
  } catch (error) {
    if (error instanceof AwsError) return true;
    throw error;
  }
}
