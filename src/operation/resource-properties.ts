import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../kernel/aws-error.ts';
import { plainText } from '../kernel/plain-text.ts';
import type { Properties, ResourceContext, ResourceTag } from './resource-type.ts';

/** What resource types read of their properties alike. */

/** A property that is a list; empty where it is absent. A single value is a list of itself. */
export function listOf(properties: Properties, name: string): readonly string[] {
  return itemsOf(properties, name) as readonly string[];
}

/** A property that is a list of structures. */
export function structuresOf(properties: Properties, name: string): readonly Properties[] {
  return itemsOf(properties, name) as readonly Properties[];
}

function itemsOf(properties: Properties, name: string): readonly unknown[] {
  const value = properties[name];
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** A property as text; `undefined` where it is absent. */
export function textOf(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  return value === undefined || value === null ? undefined : plainText(value);
}

/** A policy's document as text, however the template wrote it. */
export function documentOf(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A resource's own tags and the stack's; its own count where both have a key. */
export function tagsOf(properties: Properties, stackTags: readonly ResourceTag[]): readonly ResourceTag[] {
  const tags = new Map(stackTags.map(({ Key, Value }) => [Key, Value]));
  for (const { Key, Value } of structuresOf(properties, 'Tags')) tags.set(plainText(Key), plainText(Value));
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

/** What tags an update sets, and which keys it takes away. */
export function tagChanges(
  before: Properties,
  wanted: Properties,
  { stackTags, formerStackTags }: Pick<ResourceContext, 'stackTags' | 'formerStackTags'>,
): { readonly set: readonly ResourceTag[]; readonly unset: readonly string[] } {
  const had = new Map(tagsOf(before, formerStackTags).map(({ Key, Value }) => [Key, Value]));
  const has = tagsOf(wanted, stackTags);
  const keys = new Set(has.map(({ Key }) => Key));
  return {
    set: has.filter(({ Key, Value }) => had.get(Key) !== Value),
    unset: [...had.keys()].filter((key) => !keys.has(key)),
  };
}

/** Which items a list gains and which it loses. */
export function listChanges<T>(
  before: readonly T[],
  wanted: readonly T[],
): { readonly added: readonly T[]; readonly dropped: readonly T[] } {
  const lacks = (list: readonly T[]) => (item: T) => !list.some((other) => isDeepStrictEqual(other, item));
  return { added: wanted.filter(lacks(before)), dropped: before.filter(lacks(wanted)) };
}

/** Whether a property differs. */
export function differs(before: Properties, wanted: Properties, name: string): boolean {
  return !isDeepStrictEqual(before[name], wanted[name]);
}

/** Runs a call whose refusal with one of these codes is as good as its success. @returns `undefined` then */
export async function unless<T>(codes: readonly string[], call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof AwsError && codes.includes(error.code)) return undefined;
    throw error;
  }
}
