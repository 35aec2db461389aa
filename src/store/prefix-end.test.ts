import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prefixEnd } from './prefix-end.ts';

const bytesOf = (text: string): Buffer => Buffer.from(text);

describe('the end of a prefix', () => {
  test.each([
    ['/a/', '/a0'],
    ['z', '{'],
    ['\ud7ff', '\ue000'],
    ['a\u{10ffff}', 'b'],
    ['器', '噩'],
    ['', undefined],
    ['\u{10ffff}', undefined],
  ])('of %j is %j', (prefix, end) => {
    expect(prefixEnd(prefix)).toBe(end);
  });

  test('a_text_begins_with_the_prefix_exactly_when_it_lies_in_the_range', () => {
    const text = fc.string({ unit: 'binary', maxLength: 4 });
    fc.assert(
      fc.property(text, text, fc.boolean(), (prefix, other, begins) => {
        const candidate = begins ? prefix + other : other;
        const end = prefixEnd(prefix);
        const inRange =
          Buffer.compare(bytesOf(candidate), bytesOf(prefix)) >= 0 &&
          (end === undefined || Buffer.compare(bytesOf(candidate), bytesOf(end)) < 0);
        expect(inRange).toBe(candidate.startsWith(prefix));
      }),
    );
  });
});
