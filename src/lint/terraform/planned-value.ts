import { inside, type Spot } from '../spot.ts';
import { valueFrom, type Link, type Value } from '../value.ts';
import { objectOf } from './json.ts';

/** One value of a plan: what is known of it, what is not, and by which expression it comes about. */
export interface Planned {
  readonly known: unknown;
  /** `true`, or an object or list with `true` where something is known after the apply alone. */
  readonly unknown: unknown;
  readonly expression: unknown;
  /** The address of the module in which the expression stands; '' for the root. */
  readonly module: string;
}

/** A value with all its parts. */
export function plannedValue({ known, unknown, expression, module }: Planned, spot: Spot): Value {
  const link = linkOf(expression, module);
  if (unknown === true) {
    if (link === undefined) return { kind: 'unknown', spot };
    return { kind: 'text', text: `${link.gives}-of-${link.resource}`, spot, link, isMadeUp: 'none' };
  }
  if (Array.isArray(known)) {
    const items = Math.max(known.length, Array.isArray(unknown) ? unknown.length : 0);
    const parts = Array.from({ length: items }, (_, at) => ({
      known: known[at] as unknown,
      unknown: Array.isArray(unknown) ? (unknown[at] as unknown) : undefined,
      // Blocks have an expression each; a list's expression is one.
      expression: Array.isArray(expression) ? (expression[at] as unknown) : undefined,
      module,
    }));
    return { kind: 'list', items: parts.map((part, at) => plannedValue(part, inside(spot, at))), spot };
  }
  const object = objectOf(known);
  if (object === undefined) {
    const value =
      known === undefined || known === null ? ({ kind: 'absent', spot } as const) : valueFrom(known, spot);
    return link === undefined ? value : { ...value, link };
  }
  const later = objectOf(unknown) ?? {};
  const expressions = objectOf(expression) ?? {};
  const names = [...new Set([...Object.keys(object), ...Object.keys(later)])];
  const members = names.map(
    (name) =>
      [
        name,
        plannedValue(
          { known: object[name], unknown: later[name], expression: expressions[name], module },
          inside(spot, name),
        ),
      ] as const,
  );
  return { kind: 'object', members: new Map(members), spot };
}

/** The one resource's attribute that an expression is; `undefined` for any other. */
function linkOf(expression: unknown, module: string): Link | undefined {
  const references = objectOf(expression)?.['references'];
  if (!Array.isArray(references)) return undefined;
  // Terraform names the attribute, then its resource too.
  const names = references.filter((name): name is string => typeof name === 'string');
  const [first, ...more] = names.filter(
    (name) =>
      !names.some(
        (other) => other !== name && /^[.[]/.test(other.slice(name.length)) && other.startsWith(name),
      ),
  );
  const [, type = '', name = '', attribute = ''] =
    /^(aws_\w+)\.([\w-]+)(?:\[[^\]]*\])?\.(\w+)$/.exec(first ?? '') ?? [];
  if (more.length > 0 || type === '') return undefined;
  const prefix = module === '' ? '' : `${module}.`;
  return { resource: `${prefix}${type}.${name}`, gives: gives(type, attribute) };
}

/** Types whose `id` is their name. */
const NAMED = new Set(['aws_iam_role', 'aws_iam_instance_profile', 'aws_iam_user', 'aws_iam_group']);

function gives(type: string, attribute: string): Link['gives'] {
  if (attribute === 'arn') return 'arn';
  if (NAMED.has(type) && (attribute === 'name' || attribute === 'id')) return 'name';
  return type === 'aws_iam_policy' && attribute === 'id' ? 'arn' : 'other';
}
