import type { CompileComparison, Comparison } from './comparison.ts';
import { anyOf } from './comparison.ts';

/** Bool: `true` or `false` in any case. */
export const boolEquals: CompileComparison = (values) =>
  anyOf(
    values.map((value): Comparison => {
      const wanted = value.toLowerCase();
      if (wanted !== 'true' && wanted !== 'false') return () => false;
      return (actual) => actual === wanted || actual.toLowerCase() === wanted;
    }),
  );

/** BinaryEquals: the same bytes, both written in base64. */
export const binaryEquals: CompileComparison = (values) =>
  anyOf(
    values.map((value): Comparison => {
      const wanted = Buffer.from(value, 'base64');
      return (actual) => wanted.equals(Buffer.from(actual, 'base64'));
    }),
  );
