import type { Plain } from './read-template.ts';
import { isPseudoParameter } from './pseudo-parameters.ts';
import { referencesIn, type References } from './references.ts';
import type { Template, TemplateResource } from './template.ts';
import {
  circularDependency,
  undefinedInGetAtt,
  unresolvedCondition,
  unresolvedDependencies,
} from './template-errors.ts';
import { inOrder } from './graph.ts';

/** Checks that all that a template refers to is in it. @throws AwsError ValidationError */
export function assertReferences(template: Template): void {
  assertConditions(template);
  assertResources(template);
  assertOutputs(template);
}

function assertConditions({ conditions, parameters, rules }: Template): void {
  const known = (name: string) => parameters.has(name) || isPseudoParameter(name);
  const waits = new Map<string, readonly string[]>();
  for (const [name, condition] of conditions) {
    const found = referencesIn(condition);
    const unresolved = unresolvedIn(found, known, () => false);
    if (unresolved.length > 0) throw unresolvedDependencies(unresolved, 'Conditions');
    for (const other of found.conditions)
      if (!conditions.has(other)) throw unresolvedCondition(other, 'Conditions');
    waits.set(name, [...found.conditions]);
  }
  const { cycle } = inOrder(waits);
  if (cycle.length > 0) throw circularDependency(cycle, 'conditions');
  for (const { condition, assertions } of rules.values()) {
    const all = [condition ?? null, ...assertions.map(({ assert }) => assert)];
    const unresolved = all.flatMap((value) => unresolvedIn(referencesIn(value), known, () => false));
    if (unresolved.length > 0) throw unresolvedDependencies([...new Set(unresolved)], 'Rules');
  }
}

function assertResources(template: Template): void {
  const { resources, conditions } = template;
  const unresolved = new Set<string>();
  for (const [id, resource] of resources) {
    const { condition, dependsOn, properties, metadata, creationPolicy, updatePolicy } = resource;
    for (const name of unresolvedInPolicies(template, resource)) unresolved.add(name);
    if (condition !== undefined && !conditions.has(condition))
      throw unresolvedCondition(condition, 'Resources');
    for (const value of [properties, metadata, creationPolicy, updatePolicy]) {
      for (const name of unresolvedOf(template, value ?? null, 'Resources')) unresolved.add(name);
    }
    for (const other of dependsOn) if (!resources.has(other) || other === id) unresolved.add(other);
  }
  if (unresolved.size > 0) throw unresolvedDependencies([...unresolved], 'Resources');
}

function assertOutputs(template: Template): void {
  const unresolved = new Set<string>();
  for (const { value, exportName, condition } of template.outputs.values()) {
    if (condition !== undefined && !template.conditions.has(condition))
      throw unresolvedCondition(condition, 'Outputs');
    for (const part of [value, exportName]) {
      for (const name of unresolvedOf(template, part ?? null, 'Outputs')) unresolved.add(name);
    }
  }
  if (unresolved.size > 0) throw unresolvedDependencies([...unresolved], 'Outputs');
}

function unresolvedOf(template: Template, value: Plain, block: 'Resources' | 'Outputs'): readonly string[] {
  const { resources, parameters, conditions } = template;
  const found = referencesIn(value);
  for (const name of found.conditions) if (!conditions.has(name)) throw unresolvedCondition(name, block);
  for (const { logicalId } of found.attributes) {
    if (!resources.has(logicalId)) throw undefinedInGetAtt(logicalId);
  }
  const known = (name: string) => resources.has(name) || parameters.has(name) || isPseudoParameter(name);
  return unresolvedIn(found, known, (id) => resources.has(id));
}

/** Policies are decided before any resource is made, so they refer to parameters only. */
function unresolvedInPolicies(
  { conditions, parameters }: Template,
  { deletionPolicy = null, updateReplacePolicy = null }: TemplateResource,
): readonly string[] {
  const known = (name: string) => parameters.has(name) || isPseudoParameter(name);
  return [deletionPolicy, updateReplacePolicy].flatMap((policy) => {
    const found = referencesIn(policy);
    for (const name of found.conditions)
      if (!conditions.has(name)) throw unresolvedCondition(name, 'Resources');
    return unresolvedIn(found, known, () => false);
  });
}

function unresolvedIn(
  { refs, attributes }: References,
  isName: (name: string) => boolean,
  isResource: (id: string) => boolean,
): readonly string[] {
  const asked = attributes.map(({ logicalId }) => logicalId).filter((id) => !isResource(id));
  return [...[...refs].filter((name) => !isName(name)), ...asked];
}
