import { describe, expect, test } from 'vitest';
import { lint, type Finding } from './lint.ts';
import { RULES } from './rules.ts';
import { POLICY_CASES } from './testing/policy-cases.ts';
import { PROFILE_CASES } from './testing/profile-cases.ts';
import type { RuleCase } from './testing/rule-case.ts';
import { TEMPLATE_CASES } from './testing/template-cases.ts';

const CASES: readonly RuleCase[] = [...PROFILE_CASES, ...POLICY_CASES, ...TEMPLATE_CASES];

/** They tell what a server says: see lint.test.ts, and test/lint.test.ts. */
const ASKING = new Set(['pass-role', 'role-missing']);

/** What one rule finds in a template, roles passed by nobody. */
async function found(rule: string, text: string): Promise<readonly Finding[]> {
  const { findings } = await lint({ text, folder: '.' });
  return findings.filter((finding) => finding.rule === rule);
}

describe.each(RULES.map(({ name }) => name).filter((name) => !ASKING.has(name)))('%s', (rule) => {
  const cases = CASES.filter((one) => one.rule === rule);
  const isBad = ({ at, says, mend, level }: RuleCase) => (at ?? says ?? mend ?? level) !== undefined;

  test('has good and bad templates', () => {
    expect(cases.some(isBad)).toBe(true);
    expect(cases.some((one) => !isBad(one))).toBe(true);
  });

  test.each(cases.filter((one) => !isBad(one)))('says nothing of $is', async ({ text }) => {
    expect(await found(rule, text)).toEqual([]);
  });

  test.each(cases.filter(isBad))('finds $is', async ({ text, at, says, mend, level }) => {
    const findings = await found(rule, text);
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    expect(finding?.message).toMatch(says ?? /./);
    const place = `${finding?.line}:${finding?.column}`;
    expect(place).toBe(at ?? place);
    expect(finding?.mend).toMatch(mend ?? /./);
    expect(finding?.level).toBe(level ?? finding?.level);
    expect(finding?.source).toBe(text.split('\n')[(finding?.line ?? 0) - 1]);
  });
});

test('rules have names of their own', () => {
  expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
});
