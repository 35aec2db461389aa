import { plainText } from '../../../kernel/plain-text.ts';
import { isFunction } from './function-call.ts';
import type { Plain } from './read-template.ts';
import { subParts } from './sub.ts';

/** What a value refers to. */
export interface References {
  /** Names in `Ref`, and in `Fn::Sub` without a full stop. */
  readonly refs: Set<string>;
  /** Resources whose attributes are asked for, with the attribute where it is written out. */
  readonly attributes: { readonly logicalId: string; readonly attribute: string | undefined }[];
  /** Names in `Condition` and of `Fn::If`. */
  readonly conditions: Set<string>;
}

/**
 * Finds what a value refers to.
 *
 * @param taken tells how a condition came out: then only the branch of `Fn::If` that is taken counts
 */
export function referencesIn(value: Plain, taken?: (condition: string) => boolean): References {
  const found: References = { refs: new Set(), attributes: [], conditions: new Set() };
  collect(value, found, taken);
  return found;
}

function collect(value: Plain, found: References, taken?: (condition: string) => boolean): void {
  if (typeof value !== 'object' || value === null) return;
  const call = isFunction(value);
  if (call === undefined) {
    for (const item of Object.values<Plain>(value)) collect(item, found, taken);
    return;
  }
  const { name, argument } = call;
  switch (name) {
    case 'Ref':
      if (typeof argument === 'string') found.refs.add(argument);
      return;
    case 'Condition':
      if (typeof argument === 'string') found.conditions.add(argument);
      return;
    case 'Fn::GetAtt':
      collectAttribute(argument, found, taken);
      return;
    case 'Fn::Sub':
      collectSub(argument, found, taken);
      return;
    case 'Fn::If': {
      const [condition, then, otherwise] = Array.isArray(argument) ? (argument as readonly Plain[]) : [];
      if (typeof condition === 'string') found.conditions.add(condition);
      if (taken === undefined || typeof condition !== 'string') {
        collect(argument, found, taken);
      } else {
        collect((taken(condition) ? then : otherwise) ?? null, found, taken);
      }
      return;
    }
    default:
      collect(argument, found, taken);
  }
}

function collectAttribute(argument: Plain, found: References, taken?: (condition: string) => boolean): void {
  const [logicalId, attribute] = attributeArgument(argument);
  if (typeof logicalId === 'string') {
    found.attributes.push({ logicalId, attribute: typeof attribute === 'string' ? attribute : undefined });
  }
  collect(attribute ?? null, found, taken);
}

/** `[Resource, Attribute]`, also where it was written `Resource.Attribute`. */
export function attributeArgument(argument: Plain): readonly Plain[] {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    return dot < 0 ? [argument] : [argument.slice(0, dot), argument.slice(dot + 1)];
  }
  if (!Array.isArray(argument)) return [];
  const [logicalId, ...rest] = argument as readonly Plain[];
  if (logicalId === undefined) return [];
  return rest.length > 1 && rest.every((part) => typeof part === 'string')
    ? [logicalId, rest.join('.')]
    : [logicalId, ...rest];
}

function collectSub(argument: Plain, found: References, taken?: (condition: string) => boolean): void {
  const [text, variables] = Array.isArray(argument) ? (argument as readonly Plain[]) : [argument];
  const own = typeof variables === 'object' && variables !== null ? Object.keys(variables) : [];
  if (typeof text === 'string') {
    for (const part of subParts(text)) {
      if (part.kind === 'text' || own.includes(part.name)) continue;
      const [logicalId = '', attribute] = attributeArgument(part.name);
      if (attribute === undefined) found.refs.add(part.name);
      else found.attributes.push({ logicalId: plainText(logicalId), attribute: plainText(attribute) });
    }
  }
  collect(variables ?? null, found, taken);
}
