import { describe, expect, it } from 'vitest';
import { compileGlobTokens } from './glob.ts';
import { fillPattern, fillText, parseTemplate, templateKeys } from './template.ts';

const context = new Map<string, string | readonly string[]>([
  ['aws:username', 'ann'],
  ['aws:tagkeys', ['a', 'b']],
  ['aws:principaltag/team', ''],
]);

function fill(value: string): string | undefined {
  const template = parseTemplate(value);
  return template === undefined ? value : fillText(template, context);
}

describe('variables', () => {
  it.each([
    ['${aws:username}', 'ann'],
    ['${AWS:UserName}', 'ann'],
    ['home/${aws:username}/${aws:username}', 'home/ann/ann'],
    ['${aws:PrincipalTag/none}', undefined],
    ["${aws:PrincipalTag/none, 'company-wide'}", 'company-wide'],
    ["${aws:PrincipalTag/none,''}", ''],
    ["${aws:username, 'nobody'}", 'ann'],
    ["${aws:PrincipalTag/team, 'none'}", ''],
    ['${aws:TagKeys}', undefined],
    ['${*}${?}${$}{x}', '*?${x}'],
    ['plain', 'plain'],
    ['$aws:username', '$aws:username'],
    ['${aws:username', '${aws:username'],
    ['${}', '${}'],
    ['${a b}', '${a b}'],
  ])('%s is %s', (value, expected) => {
    expect(fill(value)).toBe(expected);
  });

  it('in a pattern the text’s wildcards count, those that were filled in do not', () => {
    const template = parseTemplate('${aws:username}/*/${*}?')!;
    const matches = compileGlobTokens(fillPattern(template, context)!);
    expect(matches('ann/anything/*x')).toBe(true);
    expect(matches('ann/anything/yx')).toBe(false);
  });

  it('tells which keys it reads', () => {
    expect(templateKeys(parseTemplate("${aws:UserName}${$}${a/B, 'c'}")!)).toEqual(['aws:UserName', 'a/B']);
  });

  it('reads hostile text in linear time', () => {
    const start = performance.now();
    parseTemplate('${'.repeat(100_000));
    parseTemplate(`\${a${' '.repeat(100_000)}`);
    parseTemplate(`\${${'a'.repeat(100_000)}`);
    expect(performance.now() - start).toBeLessThan(200);
  });
});
