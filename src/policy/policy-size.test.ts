import { expect, it } from 'vitest';
import { policySize } from './policy-size.ts';

it('a policy’s size leaves white space out, also within strings', () => {
  expect(policySize('')).toBe(0);
  expect(policySize(' {\n\t"a b" :\r1 }')).toBe(8);
});
