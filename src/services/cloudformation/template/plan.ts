import { evaluate } from './evaluate.ts';
import { inOrder } from './graph.ts';
import { referencesIn } from './references.ts';
import { withPolicies, type PlannedResource } from './resource-policies.ts';
import type { Scope } from './scope.ts';
import type { Template, TemplateResource } from './template.ts';
import { circularDependency, unresolvedDependencies } from './template-errors.ts';

/** The resources and outputs that a stack shall have: those whose conditions hold. */
export interface Plan {
  readonly resources: ReadonlyMap<string, PlannedResource>;
  /** Names of the outputs. */
  readonly outputs: readonly string[];
  /** Which resources each waits for. */
  readonly waits: ReadonlyMap<string, readonly string[]>;
}

/**
 * Decides which resources a stack shall have and what each waits for, by what it refers to and by
 * DependsOn. Of `Fn::If` only the branch that is taken counts.
 *
 * @throws AwsError ValidationError for a reference to a resource whose condition does not hold, or a cycle
 */
export function planOf(template: Template, scope: Scope): Plan {
  const holds = ({ condition }: { readonly condition?: string | undefined }) =>
    condition === undefined || scope.condition(condition);
  const resources = new Map(
    [...template.resources]
      .filter(([, resource]) => holds(resource))
      .map(([id, resource]) => [id, withPolicies(id, resource, scope)]),
  );
  const taken = (condition: string) => scope.condition(condition);
  const waits = new Map<string, readonly string[]>();
  for (const [id, resource] of resources) waits.set(id, waitsOf(template, resources, resource, taken));
  const { cycle } = inOrder(waits);
  if (cycle.length > 0) throw circularDependency(cycle);
  const outputs = [...template.outputs].filter(([, output]) => holds(output));
  for (const [, { value }] of outputs) {
    assertThere([...referencedBy(template, value, taken)], resources, 'Outputs');
  }
  return { resources, waits, outputs: outputs.map(([name]) => name) };
}

function waitsOf(
  template: Template,
  resources: ReadonlyMap<string, unknown>,
  { properties, metadata, dependsOn }: PlannedResource,
  taken: (condition: string) => boolean,
): readonly string[] {
  const referred = new Set([
    ...referencedBy(template, properties, taken),
    ...referencedBy(template, metadata ?? null, taken),
  ]);
  assertThere([...referred], resources, 'Resources');
  // A resource that is not made holds nobody up.
  return [...new Set([...referred, ...dependsOn])].filter((id) => resources.has(id));
}

/** The resources that a value refers to. */
function referencedBy(
  template: Template,
  value: Parameters<typeof referencesIn>[0],
  taken: (condition: string) => boolean,
): ReadonlySet<string> {
  const { refs, attributes } = referencesIn(value, taken);
  const ids = [...refs, ...attributes.map(({ logicalId }) => logicalId)];
  return new Set(ids.filter((id) => template.resources.has(id)));
}

function assertThere(
  ids: readonly string[],
  resources: ReadonlyMap<string, unknown>,
  block: 'Resources' | 'Outputs',
): void {
  const missing = ids.filter((id) => !resources.has(id));
  if (missing.length > 0) throw unresolvedDependencies(missing, block);
}

/** A resource's properties with their functions evaluated. */
export function evaluatedProperties(
  { properties }: Pick<TemplateResource, 'properties'>,
  scope: Scope,
): Readonly<Record<string, unknown>> {
  return (evaluate(properties, scope) ?? {}) as Readonly<Record<string, unknown>>;
}
