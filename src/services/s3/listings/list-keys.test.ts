import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type OpenedStore } from '../../../store/open-store.ts';
import { commonPrefix, listKeys, type Listed } from './list-keys.ts';
import { compareKeys, storedKey } from '../shared/stored-key.ts';

let opened: OpenedStore;

beforeAll(async () => {
  opened = await openStore({ kind: 'memory' });
});
afterAll(() => opened.close());

/** A bucket with empty objects of these keys. */
async function bucketOf(name: string, keys: readonly string[]): Promise<void> {
  await opened.store.write(async (tx) => {
    await tx.deleteFrom('objects').where('bucket', '=', name).execute();
    await tx.deleteFrom('buckets').where('name', '=', name).execute();
    const bucket = {
      name,
      account_id: '000000000000',
      region: 'us-east-1',
      created_at: 1,
      policy: null,
      data: '{}',
    };
    await tx.insertInto('buckets').values(bucket).execute();
  });
  for (let at = 0; at < keys.length; at += 1000) {
    const rows = keys.slice(at, at + 1000).map((key) => ({
      bucket: name,
      key: storedKey(key),
      blob_id: null,
      upload_id: null,
      size: 0,
      etag: 'e',
      content_type: 't',
      metadata: '{}',
      tags: null,
      last_modified: 1,
    }));
    await opened.store.write(async (tx) => {
      await tx.insertInto('objects').values(rows).execute();
    });
  }
}

interface Query {
  readonly prefix?: string;
  readonly delimiter?: string | undefined;
  readonly limit: number;
}

/** All pages, one after the other. */
async function pages(bucket: string, { prefix = '', delimiter, limit }: Query): Promise<Listed[][]> {
  const found: Listed[][] = [];
  let after: string | undefined;
  for (;;) {
    const query = { bucket, prefix, delimiter, after, limit };
    const { items, truncated } = await opened.store.read((tx) => listKeys(tx, query));
    found.push([...items]);
    const last = items.at(-1);
    if (!truncated || last === undefined) return found;
    after = nameOf(last);
  }
}

function nameOf(item: Listed): string {
  return item.kind === 'key' ? item.key : item.prefix;
}

const character = fc.constantFrom(
  'a',
  'b',
  '/',
  '-',
  '\0',
  '\u0001',
  'ü',
  '\ud7ff',
  '\uffff',
  '😀',
  '\u{10ffff}',
);
const key = fc.string({ unit: character, minLength: 1, maxLength: 6 });

describe('a listing', () => {
  test('the_pages_in_a_row_are_the_sorted_keys_with_each_common_prefix_once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(key, { maxLength: 40 }),
        fc.string({ unit: character, maxLength: 2 }),
        fc.option(fc.constantFrom('/', '-', 'ab', '\u0001'), { nil: undefined }),
        fc.integer({ min: 1, max: 7 }),
        async (keys, prefix, delimiter, limit) => {
          await bucketOf('any', keys);
          const found = await pages('any', { prefix, delimiter, limit });
          const expected = new Set(
            keys
              .filter((name) => name.startsWith(prefix))
              .toSorted(compareKeys)
              .map((name) => commonPrefix(name, prefix, delimiter) ?? name),
          );
          expect(found.flat().map(nameOf)).toEqual([...expected]);
          for (const page of found.slice(0, -1)) expect(page).toHaveLength(limit);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('of 100,000 keys under few prefixes jumps over them', async () => {
    const keys = Array.from(
      { length: 100_000 },
      (_, n) => `p${n % 5}/${String(n).padStart(6, '0')}`,
    ).toSorted();
    await bucketOf('large', keys);
    const began = performance.now();
    const [page] = await pages('large', { delimiter: '/', limit: 1000 });
    expect(page?.map(nameOf)).toEqual(['p0/', 'p1/', 'p2/', 'p3/', 'p4/']);
    expect(performance.now() - began).toBeLessThan(100);
    expect((await pages('large', { prefix: 'p3/', limit: 1000 })).flat()).toHaveLength(20_000);
  });
});
