import type { ActionMatcher } from './action-matcher.ts';
import type { Condition } from './conditions/condition.ts';
import type { PrincipalMatcher } from './principal-matcher.ts';
import type { ResourceMatcher } from './resource-matcher.ts';
import type { StatementIndex } from './statement-index.ts';

/** Where a policy comes from; it is carried along for denials and explanations and decides nothing. */
export interface PolicyOrigin {
  /** A managed policy's ARN, or that of the resource that carries the policy; an inline policy has none. */
  readonly arn?: string | undefined;
  readonly name?: string | undefined;
  /** Through what it reaches the caller or the resource, for example `group Admins`. */
  readonly source?: string | undefined;
  /** The ARN of the user, group, role, resource, account or OU that it is attached to. */
  readonly attachedTo?: string | undefined;
}

/** A policy ready to be decided by. */
export interface CompiledPolicy extends PolicyOrigin {
  /** The document's text, when it was compiled from text. */
  readonly document: string | undefined;
  readonly statements: readonly CompiledStatement[];
  /** The statements with Effect Deny. */
  readonly denies: StatementIndex;
  /** The statements with Effect Allow. */
  readonly allows: StatementIndex;
}

/** One statement of a policy, its elements compiled. */
export interface CompiledStatement {
  /** Its place in the document, from 0. */
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  /** Whether `${…}` is a variable in it (Version 2012-10-17) or text. */
  readonly variables: boolean;
  readonly action: ActionElement;
  readonly resource: ResourceElement;
  /** Absent in identity policies, where nobody is named. */
  readonly principal: PrincipalElementOf | undefined;
  readonly conditions: readonly Condition[];
}

export interface ActionElement {
  readonly element: 'Action' | 'NotAction';
  readonly patterns: readonly string[];
  readonly matcher: ActionMatcher;
}

/** A trust policy's statements have no Resource: `element` is then undefined and every resource matches. */
export interface ResourceElement {
  readonly element: 'Resource' | 'NotResource' | undefined;
  readonly patterns: readonly string[];
  readonly matches: ResourceMatcher;
}

export interface PrincipalElementOf {
  readonly element: 'Principal' | 'NotPrincipal';
  /** Kind of principal (`AWS`, `Service` …) → names; `"*"` alone is `{ AWS: ['*'] }`. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly matcher: PrincipalMatcher;
}
