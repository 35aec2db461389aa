import type { Properties } from './resource-type.ts';

/** What resource types that read alike share. */

/** A document's JSON, as services hand it out: also percent-encoded, as IAM does. What is none stays as it is. */
export function jsonOf(document: unknown): unknown {
  if (typeof document !== 'string') return document;
  try {
    const text = document.startsWith('%7B') ? decodeURIComponent(document) : document;
    return JSON.parse(text) as unknown;
  } catch {
    return document;
  }
}

/** Tags that a service keeps as a map, as a list. */
export function tagList(tags: Properties | undefined): readonly { Key: string; Value: unknown }[] {
  return Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
}
