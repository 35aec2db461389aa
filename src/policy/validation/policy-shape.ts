import { readOperator } from '../conditions/operators.ts';
import type { JsonMember, JsonNode, JsonObject, JsonString } from '../json/json-node.ts';
import { duplicateMember, memberOf } from '../json/json-node.ts';

/** A document of the right shape: what further checks go by. */
export interface PolicyShape {
  readonly version: string | undefined;
  readonly statements: readonly StatementShape[];
}

/** A statement of the right shape; an absent element is `undefined`. */
export interface StatementShape {
  readonly node: JsonObject;
  readonly sid: JsonString | undefined;
  /** `Allow` or `Deny`, in whatever case it was written. */
  readonly effect: JsonString;
  readonly actions: ElementShape | undefined;
  readonly resources: ElementShape | undefined;
  readonly principal: PrincipalShape | undefined;
  readonly conditions: readonly ConditionShape[];
}

/** Action or NotAction, Resource or NotResource. */
export interface ElementShape {
  readonly member: JsonMember;
  readonly values: readonly JsonString[];
}

export interface PrincipalShape {
  readonly member: JsonMember;
  /** `"*"` and any other lone string stand as `['AWS', string]`. */
  readonly names: readonly (readonly [kind: string, name: JsonString])[];
}

export interface ConditionShape {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly JsonNode[];
}

/** The node at which a document ceases to have a policy's shape. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
  readonly node: { readonly start: number };

  constructor(node: { readonly start: number }) {
    super('not the shape of a policy');
    this.node = node;
  }
}

const POLICY_ELEMENTS = new Set(['Version', 'Id', 'Statement']);
const STATEMENT_ELEMENTS = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);
/** The versions that a policy's language has. */
export const VERSIONS: ReadonlySet<string> = new Set(['2008-10-17', '2012-10-17']);

/**
 * Reads a policy's grammar: which elements there are, of which types.
 * @throws ShapeError at the first node out of place; a key that stands twice counts as such
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readShape(root: JsonNode): PolicyShape {
  const policy = objectWith(root, POLICY_ELEMENTS);
  const version = optionalString(memberOf(policy, 'Version'));
  if (version !== undefined && !VERSIONS.has(version.value)) throw new ShapeError(version);
  optionalString(memberOf(policy, 'Id'));
  const statement = memberOf(policy, 'Statement');
  if (statement === undefined) throw new ShapeError(policy);
  const statements = statement.kind === 'array' ? statement.items : [statement];
  if (statements.length === 0) throw new ShapeError(statement);
  return { version: version?.value, statements: statements.map(readStatement) };
}

function readStatement(root: JsonNode): StatementShape {
  const node = objectWith(root, STATEMENT_ELEMENTS);
  const effect = optionalString(memberOf(node, 'Effect'));
  if (effect === undefined) throw new ShapeError(node);
  if (!/^(?:allow|deny)$/i.test(effect.value)) throw new ShapeError(effect);
  return {
    node,
    sid: optionalString(memberOf(node, 'Sid')),
    effect,
    actions: readElement(node, 'Action', 'NotAction'),
    resources: readElement(node, 'Resource', 'NotResource'),
    principal: readPrincipal(node),
    conditions: readConditions(memberOf(node, 'Condition')),
  };
}

function readElement(statement: JsonObject, name: string, negated: string): ElementShape | undefined {
  const member = oneOf(statement, name, negated);
  return member && { member, values: strings(member.value) };
}

function readPrincipal(statement: JsonObject): PrincipalShape | undefined {
  const member = oneOf(statement, 'Principal', 'NotPrincipal');
  if (member === undefined) return undefined;
  const { value } = member;
  if (value.kind === 'string') return { member, names: [['AWS', value]] };
  const names = objectWith(value).members.flatMap(({ key, value }) =>
    strings(value).map((name) => [key, name] as const),
  );
  return { member, names };
}

function readConditions(block: JsonNode | undefined): ConditionShape[] {
  if (block === undefined) return [];
  return objectWith(block).members.flatMap(({ key: operator, value: keys, start }) => {
    const { members } = objectWith(keys);
    // IAM accepts any name for an operator that is asked nothing.
    if (members.length > 0 && readOperator(operator) === undefined) throw new ShapeError({ start });
    return members.map(({ key, value }) => ({ operator, key, values: scalars(value) }));
  });
}

/** The one of two elements that is there; both together are not allowed. */
function oneOf(statement: JsonObject, name: string, negated: string): JsonMember | undefined {
  const [member, other] = statement.members.filter(({ key }) => key === name || key === negated);
  if (other !== undefined) throw new ShapeError(other);
  return member;
}

function objectWith(node: JsonNode, keys?: ReadonlySet<string>): JsonObject {
  if (node.kind !== 'object') throw new ShapeError(node);
  const misplaced =
    duplicateMember(node) ?? node.members.find(({ key }) => keys !== undefined && !keys.has(key));
  if (misplaced !== undefined) throw new ShapeError(misplaced);
  return node;
}

function optionalString(node: JsonNode | undefined): JsonString | undefined {
  if (node !== undefined && node.kind !== 'string') throw new ShapeError(node);
  return node;
}

/** A string or a list of strings. */
function strings(node: JsonNode): JsonString[] {
  const items = node.kind === 'array' ? node.items : [node];
  return items.map((item) => {
    if (item.kind !== 'string') throw new ShapeError(item);
    return item;
  });
}

/** A string, number or boolean, or a list of them. */
function scalars(node: JsonNode): readonly JsonNode[] {
  const items = node.kind === 'array' ? node.items : [node];
  const misplaced = items.find(({ kind }) => kind === 'object' || kind === 'array' || kind === 'null');
  if (misplaced !== undefined) throw new ShapeError(misplaced);
  return items;
}
