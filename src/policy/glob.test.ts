import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlob, compileGlobTokens, tokenizeGlob } from './glob.ts';

/** The definition, by dynamic programming: slow, plain and sharing nothing with the matcher. */
function reference(pattern: string, text: string): boolean {
  let row = Array.from({ length: text.length + 1 }, (_, at) => at === 0);
  for (const char of pattern) {
    const next = [char === '*' && row[0]!];
    for (let at = 1; at <= text.length; at += 1) {
      if (char === '*') next.push(row[at]! || next[at - 1]!);
      else next.push(row[at - 1]! && (char === '?' || char === text[at - 1]));
    }
    row = next;
  }
  return row.at(-1)!;
}

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 14 });
const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 20 });

describe('wildcards', () => {
  it.each([
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['a*', 'a', true],
    ['*a', 'ba', true],
    ['a*a', 'a', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*ba*a', 'acba', false],
    ['a*ba*a', 'acbaa', true],
    ['a*?a*a', 'acba', false],
    ['a*?a*a', 'acbaa', true],
    ['?', '', false],
    ['**', 'x', true],
    ['[a]', 'a', false],
    ['a.c', 'abc', false],
  ])('%s against %s: %s', (pattern, text, expected) => {
    expect(compileGlob(pattern)(text)).toBe(expected);
  });

  it('match as they are defined', () => {
    fc.assert(
      fc.property(pattern, text, (pattern, text) => {
        expect(compileGlob(pattern)(text)).toBe(reference(pattern, text));
        expect(compileGlobTokens(tokenizeGlob(pattern))(text)).toBe(reference(pattern, text));
      }),
      { numRuns: 5_000 },
    );
  });

  it('match pieces with `?` longer than 32 characters', () => {
    const long = `*${'a?'.repeat(40)}b*`;
    expect(compileGlob(long)(`xx${'ac'.repeat(40)}b`)).toBe(true);
    expect(compileGlob(long)(`xx${'ac'.repeat(39)}b`)).toBe(false);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', '?'), { minLength: 30, maxLength: 70 }),
        text,
        (piece, text) => {
          const pattern = `*${piece.join('')}*`;
          const around = `${text}${piece.join('').replaceAll('?', 'b')}${text}`;
          expect(compileGlob(pattern)(around)).toBe(reference(pattern, around));
        },
      ),
    );
  });
});

describe('matching_is_linear', () => {
  it.each([
    ['31 stars on 1,000 characters', '*a'.repeat(31), `${'a'.repeat(999)}b`],
    ['31 stars and question marks on 1,000 characters', '*a?'.repeat(31), `${'a'.repeat(999)}b`],
    ['31 stars with nothing between', '*'.repeat(31), 'a'.repeat(1_000)],
  ])('%s: under 1 ms', (_, pattern, text) => {
    const matches = compileGlob(pattern);
    const times = Array.from({ length: 20 }, () => {
      const start = performance.now();
      matches(text);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(1);
  });

  it.each([
    ['stars', '*ab'.repeat(300), 'a'.repeat(100_000)],
    ['a long piece', `*${'a'.repeat(3_000)}b*`, 'a'.repeat(100_000)],
    ['a long piece, its difference first', `*b${'a'.repeat(3_000)}*`, 'a'.repeat(100_000)],
    ['a long piece with question marks', `*${'a?'.repeat(1_500)}b*`, 'a'.repeat(100_000)],
  ])('%s on 100,000 characters', (_, pattern, text) => {
    const matches = compileGlob(pattern);
    const start = performance.now();
    expect(matches(text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
