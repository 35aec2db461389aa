import { evaluateCondition } from './evaluate.ts';
import { typedValue, type ParameterValues } from './parameter-values.ts';
import { pseudoParameter, type StackPlace } from './pseudo-parameters.ts';
import type { Plain } from './read-template.ts';
import type { Scope } from './scope.ts';
import type { Template } from './template.ts';
import { assertionFailed, noExport, unresolvedCondition, unresolvedDependencies } from './template-errors.ts';

/** What a template is evaluated with, beside its resources. */
export interface StackValues {
  readonly place: StackPlace;
  readonly parameters: ParameterValues;
  /** Values that the parameter store keeps, for the parameters that name one there. */
  readonly stored: ParameterValues;
  /** What the region's stacks export, by name. */
  readonly exports: ReadonlyMap<string, string>;
  zones(region: string): readonly string[];
}

/** What `Ref` and `Fn::GetAtt` of a resource answer. */
export interface ResourceValues {
  /** @returns `undefined` for a resource that the stack does not have */
  ref(logicalId: string): Plain | undefined;
  attribute(logicalId: string, attribute: string): Plain;
}

/** The scope in which a stack's template is evaluated; conditions are evaluated once each. */
export function stackScope(
  template: Pick<Template, 'parameters' | 'mappings' | 'conditions'>,
  values: StackValues,
  resources: ResourceValues,
): Scope {
  const outcomes = new Map<string, boolean>();
  const scope: Scope = {
    mappings: template.mappings,
    parameter(name) {
      const declared = template.parameters.get(name);
      if (declared === undefined) return pseudoParameter(values.place, name);
      const value = Object.hasOwn(values.stored, name) ? values.stored[name] : values.parameters[name];
      return value === undefined ? undefined : typedValue(declared.type, value);
    },
    knowsCondition: (name) => typeof name === 'string' && template.conditions.has(name),
    condition(name) {
      const known = outcomes.get(name);
      if (known !== undefined) return known;
      const condition = template.conditions.get(name);
      if (condition === undefined) throw unresolvedCondition(name, 'Resources');
      const outcome = evaluateCondition(condition, scope);
      outcomes.set(name, outcome);
      return outcome;
    },
    ref(logicalId) {
      const value = resources.ref(logicalId);
      if (value === undefined) throw unresolvedDependencies([logicalId], 'Resources');
      return value;
    },
    attribute: (logicalId, attribute) => resources.attribute(logicalId, attribute),
    imported(name) {
      const value = values.exports.get(name);
      if (value === undefined) throw noExport(name);
      return value;
    },
    zones: (region) => values.zones(region),
    parametersOfType: (type) =>
      [...template.parameters]
        .filter(([, declared]) => declared.type === type)
        .map(([name]) => values.parameters[name] ?? ''),
  };
  return scope;
}

/** Holds parameters to the template's rules. @throws AwsError ValidationError */
export function assertRules(template: Template, scope: Scope): void {
  for (const [name, { condition, assertions }] of template.rules) {
    if (condition !== undefined && !evaluateCondition(condition, scope)) continue;
    for (const { assert, description } of assertions) {
      if (!evaluateCondition(assert, scope)) throw assertionFailed(name, description);
    }
  }
}
