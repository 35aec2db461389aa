import { readOperator } from '../conditions/operators.ts';
import type { JsonMember, JsonNode, JsonObject } from '../json/json-node.ts';
import { memberOf } from '../json/json-node.ts';
import { placeAt, type Report } from './findings-report.ts';
import type { PathStep, Place } from './policy-finding.ts';
import type {
  ConditionValueView,
  ConditionView,
  ListView,
  PolicyView,
  PrincipalNameView,
  PrincipalView,
  StatementView,
  TextView,
} from './policy-view.ts';

/**
 * Reads what can be read of a document and reports what is out of place: elements that there are not,
 * values of another type, elements that exclude each other. Nothing is thrown; what cannot be read is absent.
 */
export function readPolicy(root: JsonNode, report: Report): PolicyView {
  const place = { path: [], start: root.start, end: root.end };
  if (root.kind !== 'object') {
    report('DATA_TYPE_MISMATCH', { dataType: 'Object' }, place);
    return { place, version: undefined, statements: [] };
  }
  reportStrangers(root, ['Version', 'Id', 'Statement'], [], report);
  readText(root, 'Id', [], report);
  const version = readText(root, 'Version', [], report);
  return { place, version, statements: readStatements(root, place, report) };
}

function readStatements(root: JsonObject, place: Place, report: Report): StatementView[] {
  const node = memberOf(root, 'Statement');
  if (node === undefined || (node.kind === 'array' && node.items.length === 0)) {
    report('MISSING_STATEMENT', {}, place);
    return [];
  }
  const path: PathStep[] = [{ value: 'Statement' }];
  const placed: (readonly [JsonNode, Place])[] =
    node.kind === 'array'
      ? node.items.map((item, index) => [item, placeAt(path, { index }, item)])
      : [[node, { path, start: node.start, end: node.end }]];
  return placed.flatMap(([item, at]) => {
    if (item.kind === 'object') return [readStatement(item, at, report)];
    report('DATA_TYPE_MISMATCH', { dataType: 'Object' }, at);
    return [];
  });
}

const ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

function readStatement(node: JsonObject, place: Place, report: Report): StatementView {
  const { path } = place;
  reportStrangers(node, ELEMENTS, path, report);
  const effect = readText(node, 'Effect', path, report);
  const known = effect?.value === 'Allow' || effect?.value === 'Deny' ? effect.value : undefined;
  if (effect === undefined && memberOf(node, 'Effect') === undefined) report('MISSING_EFFECT', {}, place);
  if (effect !== undefined && known === undefined) {
    report('INVALID_EFFECT', { effect: effect.value }, effect.place);
  }
  const condition = memberOf(node, 'Condition');
  return {
    place,
    canonical: canonicalText(node),
    sid: readText(node, 'Sid', path, report),
    effect: known,
    effectAt: effect?.place,
    action: readList(node, 'Action', path, report),
    resource: readList(node, 'Resource', path, report),
    principal: readPrincipal(node, path, report),
    conditionAt: condition && placeAt(path, { value: 'Condition' }, condition),
    conditions: condition === undefined ? [] : readConditions(condition, path, report),
  };
}

function readList(
  node: JsonObject,
  name: string,
  path: readonly PathStep[],
  report: Report,
): ListView | undefined {
  const member = oneOf(node, name, path, report);
  if (member === undefined) return undefined;
  const place = placeAt(path, { value: member.key }, member.value);
  return {
    element: member.key,
    negated: member.key !== name,
    place,
    values: readTexts(member.value, place, report),
  };
}

function readPrincipal(
  node: JsonObject,
  path: readonly PathStep[],
  report: Report,
): PrincipalView | undefined {
  const member = oneOf(node, 'Principal', path, report);
  if (member === undefined) return undefined;
  const { key, value } = member;
  const element = key === 'Principal' ? 'Principal' : 'NotPrincipal';
  const place = placeAt(path, { value: key }, value);
  if (value.kind === 'object') {
    const names = value.members.flatMap((kind) => readNames(kind, place, report));
    if (value.members.length === 0) report('EMPTY_OBJECT_PRINCIPAL', {}, place);
    return { element, place, isStar: false, names };
  }
  const isStar = value.kind === 'string' && value.value === '*';
  if (!isStar) report('INVALID_PRINCIPAL_FORMAT', {}, place);
  return { element, place, isStar, names: isStar ? [{ kind: 'AWS', value: '*', place }] : [] };
}

const PRINCIPAL_KEYS = new Set(['AWS', 'CanonicalUser', 'Federated', 'Service']);

function readNames(
  { key: kind, value, start }: JsonMember,
  parent: Place,
  report: Report,
): PrincipalNameView[] {
  if (!PRINCIPAL_KEYS.has(kind)) {
    const place = placeAt(parent.path, { key: kind }, { start, end: start + keyLength(kind) });
    report('INVALID_PRINCIPAL_KEY', { principalKey: kind }, place);
    return [];
  }
  const place = placeAt(parent.path, { value: kind }, value);
  if (value.kind === 'array' && value.items.length === 0) report('EMPTY_ARRAY_PRINCIPAL', {}, place);
  return readTexts(value, place, report).map((text) => ({ kind, ...text }));
}

function readConditions(block: JsonNode, path: readonly PathStep[], report: Report): ConditionView[] {
  const place = placeAt(path, { value: 'Condition' }, block);
  if (block.kind !== 'object') {
    report('DATA_TYPE_MISMATCH', { dataType: 'Object' }, place);
    return [];
  }
  if (block.members.length === 0) report('EMPTY_OBJECT_CONDITION', {}, place);
  return block.members.flatMap((member) => readOperatorBlock(member, place.path, report));
}

function readOperatorBlock(
  { key: operator, value: keys, start }: JsonMember,
  path: readonly PathStep[],
  report: Report,
): ConditionView[] {
  const use = readOperator(operator);
  if (use === undefined && !/^(?:for(?:all|any)values?:)?nullifexists$/i.test(operator)) {
    const place = placeAt(path, { key: operator }, { start, end: start + keyLength(operator) });
    report('INVALID_CONDITION_OPERATOR', { operator }, place);
  }
  const place = placeAt(path, { value: operator }, keys);
  if (keys.kind !== 'object') {
    report('DATA_TYPE_MISMATCH', { dataType: 'Object' }, place);
    return [];
  }
  if (keys.members.length === 0) report('EMPTY_OBJECT_CONDITION', {}, place);
  return keys.members.map((member) => {
    const at = placeAt(place.path, { value: member.key }, member.value);
    const end = member.start + keyLength(member.key);
    return {
      operator,
      use,
      key: member.key,
      lowerCaseKey: member.key.toLowerCase(),
      keyAt: placeAt(place.path, { key: member.key }, { start: member.start, end }),
      place: at,
      values: readScalars(member.value, at, report),
    };
  });
}

/** A member's name with its quotes, as long as nothing in it is escaped. */
function keyLength(key: string): number {
  return key.length + 2;
}

/** One of an element and its negation; both together are reported, and the first is taken. */
function oneOf(
  node: JsonObject,
  name: string,
  path: readonly PathStep[],
  report: Report,
): JsonMember | undefined {
  const [member, other] = node.members.filter(({ key }) => key === name || key === `Not${name}`);
  if (member !== undefined && other !== undefined && other.key !== member.key) {
    const places = [member, other].map(({ key, value }) => placeAt(path, { value: key }, value));
    report('UNSUPPORTED_ELEMENT_COMBINATION', { element1: member.key, element2: other.key }, ...places);
  }
  return member;
}

function reportStrangers(
  node: JsonObject,
  known: readonly string[],
  path: readonly PathStep[],
  report: Report,
): void {
  for (const { key, start } of node.members) {
    if (known.includes(key)) continue;
    const place = placeAt(path, { key }, { start, end: start + keyLength(key) });
    report('INVALID_POLICY_ELEMENT', { element: key }, place);
  }
}

function readText(
  node: JsonObject,
  name: string,
  path: readonly PathStep[],
  report: Report,
): TextView | undefined {
  const value = memberOf(node, name);
  if (value === undefined) return undefined;
  const place = placeAt(path, { value: name }, value);
  if (value.kind === 'string') return { value: value.value, place };
  report('DATA_TYPE_MISMATCH', { dataType: 'String' }, place);
  return undefined;
}

/** A string or a list of strings. */
function readTexts(node: JsonNode, place: Place, report: Report): TextView[] {
  return placedItems(node, place).flatMap(([item, at]) => {
    if (item.kind === 'string') return [{ value: item.value, place: at }];
    report('DATA_TYPE_MISMATCH', { dataType: 'String' }, at);
    return [];
  });
}

/** A string, number or boolean, or a list of them. */
function readScalars(node: JsonNode, place: Place, report: Report): ConditionValueView[] {
  return placedItems(node, place).flatMap(([item, at]) => {
    if (item.kind === 'string' || item.kind === 'number' || item.kind === 'boolean') {
      return [{ value: String(item.value), kind: item.kind, place: at }];
    }
    report('DATA_TYPE_MISMATCH', { dataType: 'String' }, at);
    return [];
  });
}

function placedItems(node: JsonNode, place: Place): (readonly [JsonNode, Place])[] {
  if (node.kind !== 'array') return [[node, place]];
  return node.items.map((item, index) => [item, placeAt(place.path, { index }, item)]);
}

/** A statement without its Sid, so written that two that say the same are the same text. */
function canonicalText(node: JsonNode): string {
  switch (node.kind) {
    case 'object': {
      const members = node.members.filter(({ key }) => key !== 'Sid');
      const texts = members.map(({ key, value }) => `${JSON.stringify(key)}:${canonicalText(value)}`);
      return `{${texts.sort().join(',')}}`;
    }
    case 'array': {
      const texts = node.items.map(canonicalText).map((text) => text.replace(/^\[|\]$/g, ''));
      return `[${[...new Set(texts)].sort().join(',')}]`;
    }
    case 'null':
      return 'null';
    case 'string':
    case 'number':
    case 'boolean':
      // A lone value is a list of one.
      return `[${JSON.stringify(String(node.value))}]`;
  }
}
