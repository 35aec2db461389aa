import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageThrough } from './paging.ts';

const key = (item: string) => item;

function walk(items: readonly string[], size: number): string[][] {
  const pages: string[][] = [];
  let Marker: string | undefined;
  do {
    const page = pageThrough('ListThings', { Marker, MaxItems: size }, items, key);
    pages.push([...page.items]);
    Marker = page.end.Marker;
    expect(page.end.IsTruncated).toBe(Marker !== undefined);
  } while (Marker !== undefined);
  return pages;
}

describe('a listing in pages', () => {
  test('every_item_appears_once_in_order_whatever_the_page_size', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9+=,.@_-]{1,20}$/), { maxLength: 30 });
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 10 }), (items, size) => {
        const pages = walk(items, size);
        expect(pages.flat()).toEqual([...items].sort());
        for (const page of pages.slice(0, -1)) expect(page).toHaveLength(size);
      }),
    );
  });

  test('neither skips nor repeats what stayed when the last item seen is gone', () => {
    const first = pageThrough('ListThings', { MaxItems: 2 }, ['a', 'b', 'c', 'd'], key);
    const rest = pageThrough('ListThings', { Marker: first.end.Marker }, ['a', 'c', 'd'], key);
    expect(rest).toEqual({ items: ['c', 'd'], end: { IsTruncated: false } });
  });

  test.each([
    ['garbage', 'garbage!'],
    ['a marker of another listing', Buffer.from('ListOthers\na').toString('base64url')],
    ['one without a key', Buffer.from('ListThings\n').toString('base64url')],
    ['one with U+0000', Buffer.from('ListThings\na\0').toString('base64url')],
    ['one with broken UTF-8', Buffer.from('ListThings\n\xFF', 'latin1').toString('base64url')],
    ['one with trailing text', `${Buffer.from('ListThings\na').toString('base64url')}==`],
  ])('refuses %s with ValidationError', (_what, Marker) => {
    expect(() => pageThrough('ListThings', { Marker }, ['a'], key)).toThrow(
      expect.objectContaining({ code: 'ValidationError', status: 400, message: 'Invalid Marker.' }),
    );
  });
});
