import { describe, expect, test } from 'vitest';
import { readParameters } from './parameter-declarations.ts';
import { parameterValues } from './parameter-values.ts';
import { matches } from './pattern.ts';
import type { Plain } from './read-template.ts';

const take = (declared: Plain, value: string | undefined, previous?: Readonly<Record<string, string>>) =>
  parameterValues(
    readParameters({ P: declared }),
    value === undefined ? [] : [{ ParameterKey: 'P', ParameterValue: value }],
    previous,
  );

describe('parameters', () => {
  test.each<[string, Plain, string | undefined, string]>([
    ['a missing value', { Type: 'String' }, undefined, 'Parameters: [P] must have values'],
    [
      'one that is not allowed',
      { Type: 'String', AllowedValues: ['a', 'b'] },
      'c',
      "Parameter 'P' must be one of AllowedValues",
    ],
    [
      'one that does not match',
      { Type: 'String', AllowedPattern: '[a-z]+' },
      'A',
      "Parameter 'P' must match pattern [a-z]+",
    ],
    [
      'one that is too short',
      { Type: 'String', MinLength: 3 },
      'ab',
      "Parameter 'P' must contain at least 3 characters",
    ],
    [
      'one that is too long',
      { Type: 'String', MaxLength: '3' },
      'abcd',
      "Parameter 'P' must contain at most 3 characters",
    ],
    ['what is no number', { Type: 'Number' }, 'x', "Parameter 'P' must be a number"],
    [
      'too small a number',
      { Type: 'Number', MinValue: 5 },
      '4',
      "Parameter 'P' must be a number not less than 5",
    ],
    [
      'too great a number',
      { Type: 'List<Number>', MaxValue: 5 },
      '4, 6',
      "Parameter 'P' must be a number not greater than 5",
    ],
    [
      'in the words of its own',
      { Type: 'Number', MaxValue: 5, ConstraintDescription: 'be small' },
      '6',
      'Parameter P failed to satisfy constraint: be small',
    ],
  ])('%s is refused', (_name, declared, value, message) => {
    expect(() => take(declared, value)).toThrow(message);
  });

  test('defaults and earlier values fill in', () => {
    expect(take({ Type: 'Number', Default: 3 }, undefined)).toEqual({ P: '3' });
    const declared = readParameters({ P: { Type: 'String' } });
    const same = [{ ParameterKey: 'P', UsePreviousValue: true }];
    expect(parameterValues(declared, same, { P: 'was' })).toEqual({ P: 'was' });
    expect(() => parameterValues(declared, same)).toThrow('Cannot specify usePreviousValue as true');
    expect(() => parameterValues(declared, [{ ParameterKey: 'Q', ParameterValue: '' }])).toThrow(
      'Parameters: [Q] do not exist in the template',
    );
  });

  test('an expression that backtracks without end is given up', () => {
    expect(() => matches('(a+)+$', `${'a'.repeat(40)}!`)).toThrow('Template format error: AllowedPattern');
    expect(() => matches('(', 'x')).toThrow('Template format error: AllowedPattern');
    expect(matches('[\\w-]+', 'a-b')).toBe(true);
  });
});
