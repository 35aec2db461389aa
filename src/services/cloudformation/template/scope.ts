import type { Plain } from './read-template.ts';

/** What `Ref` of `AWS::NoValue` comes out as: whatever holds it goes. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** What AWS shows in the place of a value that only the change itself brings. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

export type Evaluated = Plain | typeof NO_VALUE;

export type Evaluate = (value: Plain) => Evaluated;

/** One function: its argument as written, what evaluates the parts of it, and what it may ask. */
export type IntrinsicFunction = (argument: Plain, evaluate: Evaluate, scope: Scope) => Evaluated;

/** What functions ask of the stack that they are evaluated for. */
export interface Scope {
  /** A parameter or pseudo parameter; `undefined` when there is none of that name. */
  parameter(name: string): string | readonly string[] | undefined;
  knowsCondition(name: Plain): boolean;
  condition(name: string): boolean;
  readonly mappings: { readonly [name: string]: Plain };
  /** What `Ref` of a resource answers. */
  ref(logicalId: string): Plain;
  attribute(logicalId: string, attribute: string): Plain;
  /** The value that another stack exports. */
  imported(name: string): string;
  /** The names of a region's availability zones, in order. */
  zones(region: string): readonly string[];
  /** Values of all parameters of a type, for rules. */
  parametersOfType(type: string): readonly string[];
}
