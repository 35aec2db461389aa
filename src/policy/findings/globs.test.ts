import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGlob } from '../glob.ts';
import { compileResources } from '../resource-matcher.ts';
import { globContains } from './glob-containment.ts';
import { globsOverlap } from './glob-overlap.ts';
import { improvedRange, isPrivateRange } from './ip-ranges.ts';
import { resourceContains } from './resource-patterns.ts';

/** Every text of up to eight of two characters, one of which no pattern names. */
const TEXTS = [''];
for (let at = 0; at < 255; at += 1) TEXTS.push(`${TEXTS[at]}a`, `${TEXTS[at]}-`);

const pattern = fc.string({ unit: fc.constantFrom('a', 'a', '*', '?'), maxLength: 4 });

function matched(glob: string): ReadonlySet<string> {
  return new Set(TEXTS.filter(compileGlob(glob)));
}

describe('theorems of patterns', () => {
  test('a pattern contains another exactly if it matches all that the other matches', () => {
    fc.assert(
      fc.property(pattern, pattern, (outer, inner) => {
        const ofOuter = matched(outer);
        const all = [...matched(inner)].every((text) => ofOuter.has(text));
        expect(globContains(outer, inner)).toBe(all);
      }),
      { numRuns: 3_000 },
    );
  });

  test('two patterns overlap exactly if some text matches both', () => {
    fc.assert(
      fc.property(pattern, pattern, (one, other) => {
        const ofOther = matched(other);
        expect(globsOverlap(one, other)).toBe([...matched(one)].some((text) => ofOther.has(text)));
      }),
      { numRuns: 3_000 },
    );
  });

  const part = fc.string({ unit: fc.constantFrom('a', '*', '?'), maxLength: 3 });
  const arnPattern = fc.array(part, { minLength: 6, maxLength: 7 }).map((parts) => parts.join(':'));
  const piece = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 3 });
  const arn = fc.array(piece, { minLength: 6, maxLength: 8 }).map((parts) => parts.join(':'));

  test('what a resource pattern matches, every pattern that contains it matches', () => {
    fc.assert(
      fc.property(arnPattern, arnPattern, fc.array(arn, { minLength: 20 }), (outer, inner, arns) => {
        const [wide, narrow] = [compileResources([outer], true), compileResources([inner], true)];
        const ofInner = arns.filter((text) => narrow(text, new Map()));
        const ofBoth = ofInner.filter((text) => wide(text, new Map()));
        expect(resourceContains(outer, inner) && ofBoth.length < ofInner.length).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});

test('a pattern that would take too long is not known to be contained', () => {
  const before = performance.now();
  expect(globContains(`${'?*a'.repeat(300)}b`, `${'*a?'.repeat(300)}b`)).toBe(false);
  expect(performance.now() - before).toBeLessThan(2_000);
});

test.each([
  ['10.1.2.3/8', '10.0.0.0/8', true],
  ['192.168.1.0/24', undefined, true],
  ['8.0.0.0/5', undefined, false],
  ['2001:db8::1/32', '2001:db8::/32', false],
  ['fd00:1:2::/48', undefined, true],
  ['not an address', undefined, false],
])('%s is better written %s; private: %s', (range, improved, isPrivate) => {
  expect(improvedRange(range)).toBe(improved);
  expect(isPrivateRange(range)).toBe(isPrivate);
});
