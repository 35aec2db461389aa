import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGlob } from '../glob.ts';
import { Effort, EffortSpent } from './effort.ts';
import { caselessSigns, globSigns, variableSymbol } from './sign.ts';
import { matchesText, textClasses } from './text-classes.ts';

const patterns = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 }), {
  maxLength: 4,
});
const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
const effort = () => new Effort(1_000_000);

describe('classes of texts', () => {
  test('are_complete: every text is in one of them', () => {
    fc.assert(
      fc.property(patterns, texts, (globs, text) => {
        const classes = textClasses(
          globs.map((glob) => ({ signs: globSigns(glob) })),
          effort(),
        );
        const of = (one: string) => globs.map((glob) => compileGlob(glob)(one));
        expect(classes.map((one) => of(one.text))).toContainEqual(of(text));
      }),
    );
  });

  test('are_exact: each text is matched as its class says, and no two classes say the same', () => {
    fc.assert(
      fc.property(patterns, (globs) => {
        const classes = textClasses(
          globs.map((glob) => ({ signs: globSigns(glob) })),
          effort(),
        );
        for (const { text, matches } of classes) {
          for (const [at, glob] of globs.entries()) {
            expect(((matches >> BigInt(at)) & 1n) === 1n).toBe(compileGlob(glob)(text));
          }
        }
        expect(new Set(classes.map(({ matches }) => matches)).size).toBe(classes.length);
      }),
    );
  });

  test('know that what ignores case also takes the Kelvin sign for a k', () => {
    const signs = ['K', 'k'].map((text) => ({ signs: globSigns(text) }));
    const classes = textClasses([{ signs: caselessSigns('k') ?? [] }, ...signs], effort());
    expect(classes.map(({ text }) => text)).toContain('\u212a');
  });

  test('of a variable: it matches itself and what stands for anything, and loosely anything', () => {
    const symbol = variableSymbol(0);
    const variable = [{ kind: 'variable', symbol } as const];
    expect(matchesText(variable, symbol)).toBe(true);
    expect(matchesText(variable, 'x')).toBe(false);
    expect(matchesText(globSigns('*'), symbol)).toBe(true);
    expect(matchesText(globSigns('?'), symbol)).toBe(false);
    const classes = textClasses([{ signs: variable }, { signs: variable, loose: true }], effort());
    expect(classes.find(({ text }) => text === symbol)?.matches).toBe(3n);
    expect(classes.filter(({ plain }) => plain).map(({ matches }) => matches)).toEqual([2n]);
  });

  test('cost no more than they may', () => {
    const hostile = Array.from({ length: 40 }, (_, at) => ({ signs: globSigns(`${'*a'.repeat(20)}${at}`) }));
    expect(() => textClasses(hostile, new Effort(100_000))).toThrow(EffortSpent);
    expect(() => textClasses([{ signs: globSigns(variableSymbol(1)) }], effort())).toThrow(EffortSpent);
  });
});
