import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MovableClock } from '../../kernel/clock.ts';
import { pageOf } from './pages.ts';

const clock = new MovableClock();

function page(all: readonly string[], token: string | undefined, size: number) {
  return pageOf(all, { listing: 'L', token, clock, keyOf: (text) => text, fits: () => size });
}

const sorted = fc
  .uniqueArray(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 40 })
  .map((texts) => texts.toSorted((a, b) => (a < b ? -1 : 1)));

test('pages_partition_the_listing: no page is too long, none but a whole listing’s is empty', () => {
  fc.assert(
    fc.property(sorted, fc.integer({ min: 1, max: 10 }), (all, size) => {
      const pages: (readonly string[])[] = [];
      let token = '';
      do {
        const { items, PaginationToken } = page(all, token, size);
        pages.push(items);
        token = PaginationToken;
      } while (token !== '');
      expect(pages.flat()).toEqual(all);
      expect(pages.every(({ length }) => length <= size)).toBe(true);
      expect(pages).toHaveLength(Math.max(1, Math.ceil(all.length / size)));
    }),
  );
});

test('what_stays_is_seen_once: though others come and go between two pages', () => {
  fc.assert(
    fc.property(sorted, sorted, fc.integer({ min: 1, max: 10 }), (before, after, size) => {
      const first = page(before, undefined, size);
      if (first.PaginationToken === '') return;
      const rest = page(after, first.PaginationToken, after.length + 1).items;
      const stayed = before.filter((text) => after.includes(text));
      const seen = [...first.items, ...rest];
      for (const text of stayed) expect(seen.filter((other) => other === text)).toEqual([text]);
    }),
  );
});

test('any_text_is_a_token_or_refused', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 200 }), (token) => {
      expect(() => page(['a'], token, 1)).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^InvalidParameterException$/) }),
      );
    }),
  );
});
