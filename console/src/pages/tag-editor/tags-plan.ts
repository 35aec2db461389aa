import type { FoundResource } from './found-resource.ts';

/** What is to become of one key on all the chosen resources. */
export interface KeyEdit {
  readonly key: string;
  /** `keep` leaves each resource's own value; `put` gives all the same; `remove` takes it away. */
  readonly act: 'keep' | 'put' | 'remove';
  readonly value: string;
  /** Whether some of the resources have it; otherwise it was typed. */
  readonly existing: boolean;
}

/** A key as the chosen resources have it. */
interface SharedKey {
  readonly key: string;
  /** Each different value, with how many resources have it. */
  readonly values: ReadonlyMap<string, number>;
  readonly count: number;
}

/** The keys that some of the resources have. */
export function sharedKeys(resources: readonly FoundResource[]): readonly SharedKey[] {
  const keys = new Map<string, Map<string, number>>();
  for (const { tags } of resources)
    for (const { Key, Value } of tags) {
      const values = keys.get(Key) ?? new Map<string, number>();
      values.set(Value, (values.get(Value) ?? 0) + 1);
      keys.set(Key, values);
    }
  return [...keys]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, values]) => ({ key, values, count: [...values.values()].reduce((sum, n) => sum + n, 0) }));
}

/** What changes on one resource. */
export interface ResourceChange {
  readonly resource: FoundResource;
  readonly put: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}

/** What the edits change, resource by resource; one that has it all already is left out. */
export function changesOf(
  resources: readonly FoundResource[],
  edits: readonly KeyEdit[],
): readonly ResourceChange[] {
  return resources.flatMap((resource) => {
    const now = new Map(resource.tags.map(({ Key, Value }) => [Key, Value]));
    const put = edits.filter(({ act, key, value }) => act === 'put' && key !== '' && now.get(key) !== value);
    const remove = edits.filter(({ act, key }) => act === 'remove' && now.has(key)).map(({ key }) => key);
    if (put.length === 0 && remove.length === 0) return [];
    return [{ resource, put: Object.fromEntries(put.map(({ key, value }) => [key, value])), remove }];
  });
}
