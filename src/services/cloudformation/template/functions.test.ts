import { array, assert, integer, property, string, stringMatching } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cidrBlocks } from './cidr.ts';
import { evaluate } from './evaluate.ts';
import type { Plain } from './read-template.ts';
import type { Scope } from './scope.ts';
import { noExport } from './template-errors.ts';

const scope: Scope = {
  parameter: (name) => ({ Env: 'prod', List: ['a', 'b'], 'AWS::Region': 'us-east-1' })[name],
  knowsCondition: (name) => name === 'Yes' || name === 'No',
  condition: (name) => name === 'Yes',
  mappings: { Map: { top: { text: 'found', list: ['x', 'y'] } } },
  ref: (id) => `ref-${id}`,
  attribute: (id, attribute) => (attribute === 'Number' ? 7 : `${id}.${attribute}`),
  imported(name) {
    if (name === 'known') return 'imported';
    throw noExport(name);
  },
  zones: (region) => [`${region}a`, `${region}b`],
  parametersOfType: () => ['one', 'two'],
};

const of = (value: Plain) => evaluate(value, scope);

describe('intrinsic functions', () => {
  test.each<[string, Plain, unknown]>([
    ['Ref of a parameter', { Ref: 'Env' }, 'prod'],
    ['Ref of a resource', { Ref: 'Role' }, 'ref-Role'],
    ['GetAtt', { 'Fn::GetAtt': ['Role', 'Arn'] }, 'Role.Arn'],
    ['GetAtt in one text', { 'Fn::GetAtt': 'Stack.Outputs.Name' }, 'Stack.Outputs.Name'],
    ['Sub', { 'Fn::Sub': '${Env}-${Role}-${Role.Arn}-${!Kept}' }, 'prod-ref-Role-Role.Arn-${Kept}'],
    ['Sub with variables', { 'Fn::Sub': ['${Own} ${Env}', { Own: { Ref: 'Env' } }] }, 'prod prod'],
    ['Join of a number', { 'Fn::Join': [':', ['a', 1, { 'Fn::GetAtt': ['A', 'Number'] }]] }, 'a:1:7'],
    ['Select by text', { 'Fn::Select': ['1', { Ref: 'List' }] }, 'b'],
    ['Split', { 'Fn::Split': [',', 'a,b'] }, ['a', 'b']],
    ['If', { 'Fn::If': ['Yes', 1, { 'Fn::ImportValue': 'unknown' }] }, 1],
    ['FindInMap', { 'Fn::FindInMap': ['Map', 'top', 'list'] }, ['x', 'y']],
    ['FindInMap by default', { 'Fn::FindInMap': ['Map', 'no', 'no', { DefaultValue: 'd' }] }, 'd'],
    ['ImportValue', { 'Fn::ImportValue': { 'Fn::Join': ['', ['kn', 'own']] } }, 'imported'],
    ['Base64', { 'Fn::Base64': 'hello' }, 'aGVsbG8='],
    ['Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 2, '8'] }, ['10.0.0.0/24', '10.0.1.0/24']],
    ['GetAZs', { 'Fn::GetAZs': '' }, ['us-east-1a', 'us-east-1b']],
    ['Length', { 'Fn::Length': { Ref: 'List' } }, 2],
    ['ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'Env' } } }, '{"a":"prod"}'],
    [
      'And, Or, Not, Equals',
      {
        'Fn::And': [
          { 'Fn::Not': [{ Condition: 'No' }] },
          { 'Fn::Or': [{ Condition: 'No' }, { 'Fn::Equals': ['1', 1] }] },
        ],
      },
      true,
    ],
    ['Contains', { 'Fn::Contains': [['a', 'b'], 'b'] }, true],
    [
      'EachMemberIn',
      {
        'Fn::EachMemberIn': [
          ['a', 'z'],
          ['a', 'b'],
        ],
      },
      false,
    ],
    [
      'NoValue in an object and a list',
      { a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] },
      { b: [1] },
    ],
    [
      "a policy's own Condition",
      { Condition: { StringEquals: { a: 'b' } } },
      { Condition: { StringEquals: { a: 'b' } } },
    ],
    ["a condition's name that is none", { Condition: 'Other' }, { Condition: 'Other' }],
  ])('%s', (_name, value, expected) => {
    expect(of(value)).toEqual(expected);
  });

  test.each<[string, Plain, string]>([
    [
      'an index that is not there',
      { 'Fn::Select': [5, ['a']] },
      'Template error: Fn::Select cannot select nonexistent value at index 5',
    ],
    [
      'a mapping that is not there',
      { 'Fn::FindInMap': ['Map', 'top', 'no'] },
      'Template error: Unable to get mapping for Map::top::no',
    ],
    ['an export that is not there', { 'Fn::ImportValue': 'no' }, 'No export named no found.'],
    [
      'a function that is none',
      { 'Fn::Nope': [] },
      'Template error: Encountered unsupported function: Fn::Nope',
    ],
    [
      'a GetAtt without attribute',
      { 'Fn::GetAtt': ['A'] },
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    ],
  ])('%s is refused', (_name, value, message) => {
    expect(() => of(value)).toThrow(message);
  });

  test('split_undoes_join_where_no_item_holds_the_delimiter', () => {
    const items = array(stringMatching(/^[a-z ]{0,5}$/), { minLength: 1, maxLength: 6 });
    assert(
      property(items, (list) => {
        expect(of({ 'Fn::Split': ['|', { 'Fn::Join': ['|', list] }] })).toEqual(list);
      }),
    );
  });

  test('sub_leaves_text_without_a_dollar_as_it_is', () => {
    assert(
      property(
        string().filter((text) => !text.includes('$')),
        (text) => {
          expect(of({ 'Fn::Sub': text })).toBe(text);
        },
      ),
    );
  });

  test('base64_can_be_read_back', () => {
    assert(
      property(string(), (text) => {
        expect(Buffer.from(of({ 'Fn::Base64': text }) as string, 'base64').toString()).toBe(
          Buffer.from(text).toString(),
        );
      }),
    );
  });

  test('plain_values_stay_what_they_are', () => {
    const value = { a: [1, 'two', true, { b: ['c'] }] };
    expect(of(value)).toEqual(value);
  });

  test('blocks_lie_side_by_side_inside_their_block', () => {
    assert(
      property(
        integer({ min: 8, max: 24 }),
        integer({ min: 1, max: 8 }),
        integer({ min: 1, max: 256 }),
        (prefix, bits, count) => {
          const blocks = cidrBlocks(`10.0.0.0/${prefix}`, count, bits);
          const hasRoom = count <= 2 ** (32 - bits - prefix);
          const numbers = blocks?.map((block) =>
            block
              .split('/')[0]!
              .split('.')
              .reduce((value, part) => value * 256 + Number(part), 0),
          );
          const first = 10 * 2 ** 24;
          const all = Array.from({ length: count }, (_, i) => first + i * 2 ** bits);
          expect(numbers).toEqual(hasRoom ? all : undefined);
        },
      ),
    );
  });

  test('IPv6 blocks are written as RFC 5952 wants them', () => {
    expect(cidrBlocks('2001:db8:1234:1a00::/56', 2, 64)).toEqual([
      '2001:db8:1234:1a00::/64',
      '2001:db8:1234:1a01::/64',
    ]);
    expect(cidrBlocks('10.0.0.0', 1)).toBeUndefined();
    expect(cidrBlocks('10.0.0.0/16', 1, 17)).toBeUndefined();
  });
});
