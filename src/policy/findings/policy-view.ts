import type { OperatorUse } from '../conditions/operators.ts';
import type { Place } from './policy-finding.ts';

/** A policy as checks see it: what could be read of it, each thing with its place. */
export interface PolicyView {
  readonly place: Place;
  readonly version: TextView | undefined;
  readonly statements: readonly StatementView[];
}

/** A string of the document. */
export interface TextView {
  readonly value: string;
  readonly place: Place;
}

export interface StatementView {
  readonly place: Place;
  /** Its JSON in one spelling: elements in one order, lists without duplicates and sorted. */
  readonly canonical: string;
  readonly sid: TextView | undefined;
  readonly effect: 'Allow' | 'Deny' | undefined;
  readonly effectAt: Place | undefined;
  /** Action, or else NotAction. */
  readonly action: ListView | undefined;
  /** Resource, or else NotResource. */
  readonly resource: ListView | undefined;
  /** Principal, or else NotPrincipal. */
  readonly principal: PrincipalView | undefined;
  /** The Condition element. */
  readonly conditionAt: Place | undefined;
  readonly conditions: readonly ConditionView[];
}

/** Action, Resource and their negations. */
export interface ListView {
  readonly element: string;
  readonly negated: boolean;
  readonly place: Place;
  readonly values: readonly TextView[];
}

export interface PrincipalView {
  readonly element: 'Principal' | 'NotPrincipal';
  readonly place: Place;
  /** Whether it is the string `*` itself. */
  readonly isStar: boolean;
  readonly names: readonly PrincipalNameView[];
}

/** One name; `"*"` alone is one of kind `AWS`. */
export interface PrincipalNameView extends TextView {
  readonly kind: string;
}

/** One key under one operator. */
export interface ConditionView {
  /** As written. */
  readonly operator: string;
  /** `undefined` for an operator that there is not. */
  readonly use: OperatorUse | undefined;
  /** As written. */
  readonly key: string;
  readonly lowerCaseKey: string;
  /** The key's name. */
  readonly keyAt: Place;
  /** The key's value, the whole list. */
  readonly place: Place;
  readonly values: readonly ConditionValueView[];
}

export interface ConditionValueView extends TextView {
  readonly kind: 'string' | 'number' | 'boolean';
}
