import type { ConditionKeys } from './authorization.ts';

/** A tag as AWS's shapes carry it. */
export interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/**
 * `aws:ResourceTag/…` (and the service's own spelling of it) for what the resource carries.
 *
 * @param service adds `<service>:ResourceTag/…`, which IAM and EC2 know beside the global key
 */
export function resourceTagKeys(tags: readonly Tag[], service?: string): ConditionKeys {
  const keys: Record<string, string> = {};
  for (const { Key, Value } of tags) {
    if (Key === undefined) continue;
    keys[`aws:ResourceTag/${Key}`] = Value ?? '';
    if (service !== undefined) keys[`${service}:ResourceTag/${Key}`] = Value ?? '';
  }
  return keys;
}

/** `aws:RequestTag/…` and `aws:TagKeys` for tags that the request brings; nothing when it brings none. */
export function requestTagKeys(tags: readonly Tag[] | undefined): ConditionKeys {
  if (tags === undefined || tags.length === 0) return {};
  const keys: Record<string, string> = {};
  for (const { Key, Value } of tags) if (Key !== undefined) keys[`aws:RequestTag/${Key}`] = Value ?? '';
  return { ...keys, ...tagKeys(tags.map((tag) => tag.Key ?? '')) };
}

/** `aws:TagKeys` for a request that names keys alone, as an untagging does. */
export function tagKeys(keys: readonly string[]): ConditionKeys {
  return { 'aws:TagKeys': keys };
}
