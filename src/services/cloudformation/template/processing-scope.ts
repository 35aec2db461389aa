import { readParameters } from './parameter-declarations.ts';
import type { GivenParameter, ParameterValues } from './parameter-values.ts';
import type { StackPlace } from './pseudo-parameters.ts';
import { asObject, type Plain } from './read-template.ts';
import type { Scope } from './scope.ts';
import { stackScope } from './stack-scope.ts';
import { parametersWithoutValue, unresolvedDependencies } from './template-errors.ts';

/** What is known while transforms are carried out. */
export interface Known {
  readonly place: StackPlace;
  readonly parameters: readonly GivenParameter[];
  /** The stack's parameters until now. */
  readonly previous: ParameterValues | undefined;
}

/**
 * The scope in which transforms are carried out: parameters, pseudo parameters, mappings and conditions,
 * but no resources.
 *
 * @throws AwsError ValidationError for parameters that are not well-formed; later for what is not known
 */
export function processingScope(raw: { readonly [name: string]: Plain }, known: Known): Scope {
  const { place, parameters: given, previous = {} } = known;
  const declared = readParameters(asObject(raw['Parameters']) ?? {});
  const parameters = Object.fromEntries(
    [...declared].flatMap(([name, declaration]): [string, string][] => {
      const own = given.find(({ ParameterKey }) => ParameterKey === name);
      const value = own?.UsePreviousValue === true ? previous[name] : own?.ParameterValue;
      const taken = value ?? declaration.default;
      return taken === undefined ? [] : [[name, taken]];
    }),
  );
  const unknown = (name: string) =>
    declared.has(name) ? parametersWithoutValue([name]) : unresolvedDependencies([name], 'Resources');
  return stackScope(
    {
      parameters: declared,
      mappings: asObject(raw['Mappings']) ?? {},
      conditions: new Map(Object.entries(asObject(raw['Conditions']) ?? {})),
    },
    { place, parameters, stored: {}, exports: new Map(), zones: () => [] },
    {
      ref: (name) => {
        throw unknown(name);
      },
      attribute: (name) => {
        throw unknown(name);
      },
    },
  );
}
