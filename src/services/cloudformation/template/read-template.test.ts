import { anything, assert, json, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AwsError } from '../../../kernel/aws-error.ts';
import { checkTemplate } from './check-template.ts';
import { jsonProblemAt } from './json-problem.ts';
import { readTemplate } from './read-template.ts';

const problemOf = (text: string): string => {
  try {
    checkTemplate(readTemplate(text));
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(AwsError);
    return (error as Error).message;
  }
};

describe('templates', () => {
  test('short forms are written out, on whatever they stand', () => {
    const text = `
a: !Ref X
b: !GetAtt X.Arn.Part
c: !Sub "\${X}"
d: !Join [",", [!Ref X, y]]
e: !If [Cond, !Base64 {"Fn::Sub": z}, !Ref AWS::NoValue]
f: !Condition Cond
g: !Transform {Name: AWS::Include, Parameters: {Location: s3://b/k}}
`;
    expect(readTemplate(text)).toEqual({
      a: { Ref: 'X' },
      b: { 'Fn::GetAtt': ['X', 'Arn.Part'] },
      c: { 'Fn::Sub': '${X}' },
      d: { 'Fn::Join': [',', [{ Ref: 'X' }, 'y']] },
      e: { 'Fn::If': ['Cond', { 'Fn::Base64': { 'Fn::Sub': 'z' } }, { Ref: 'AWS::NoValue' }] },
      f: { Condition: 'Cond' },
      g: { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://b/k' } } },
    });
  });

  test('dates and account ids stay text; yes and no are truth as in YAML 1.1', () => {
    const text = 'a: 2010-09-09\nb: 2012-10-17\nc: "0123"\nd: yes\ne: 12:30\nf: 012345678901\ng: 8080';
    expect(readTemplate(text)).toEqual({
      a: '2010-09-09',
      b: '2012-10-17',
      c: '0123',
      d: true,
      e: '12:30',
      f: '012345678901',
      g: 8080,
    });
  });

  test('anchors and aliases stand for what they name', () => {
    expect(readTemplate('a: &x {k: [1]}\nb: *x')).toEqual({ a: { k: [1] }, b: { k: [1] } });
  });

  test('of a key given twice the last one counts, in YAML as in JSON; who asks is told its place', () => {
    for (const text of ['a: 1\nb: 2\na: 3', '{"a":1,"b":2,"a":3}'])
      expect(readTemplate(text)).toEqual({ a: 3, b: 2 });
    expect(() => readTemplate('a: 1\nb: 2\na: 3', { takesKeysTwice: false })).toThrow(
      'YAML not well-formed. (line 3, column 1)',
    );
  });

  test.each([
    ['{"Resources":null}', '/Resources'],
    ['{"Resources":{"A":{"Type":"AWS::IAM::Group","Properties":{"Path":null}}}}', '/Resources/A/Type/Path'],
    ['{"Resources":{"A":{"Type":"AWS::IAM::Group","Properties":null}}}', '/Resources/A/Properties'],
    ['Resources:\n  A:\n    Type: AWS::IAM::Group\n    DependsOn: [~]', '/Resources/A/DependsOn/0'],
    ['{"Mappings":{"M":{"a":{"b":null}}},"Resources":{}}', '/Mappings/M/a/b'],
    ['{"Resources":{},"Outputs":{"O":{"Value":"x","Export":null}}}', '/Outputs/O/Export'],
  ])('a null value is refused by its place: %s', (text, place) => {
    expect(problemOf(text)).toBe(`[${place}] 'null' values are not allowed in templates`);
  });

  test('nor is null allowed in metadata (guess: no refusal of it is recorded)', () => {
    const text = '{"Metadata":{"a":[null]},"Resources":{"A":{"Type":"AWS::IAM::Group"}}}';
    expect(problemOf(text)).toBe("[/Metadata/a/0] 'null' values are not allowed in templates");
  });

  test('what cannot be read is told with its place', () => {
    expect(problemOf('{"Resources": }')).toBe(
      'Template format error: JSON not well-formed. (line 1, column 15)',
    );
    expect(problemOf('a: [1\nb: 2')).toMatch(
      /^Template format error: YAML not well-formed\. \(line \d+, column \d+\)$/,
    );
    for (const text of ['', 'text', '[1]', '- a', '42', '~'])
      expect(problemOf(text)).toBe('Template format error: unsupported structure.');
  });

  const deep = (open: string, n: number) => open.repeat(n);
  const laughs = ['a: &a [x,x,x,x,x,x,x,x,x]'];
  for (let i = 0; i < 12; i++) {
    const [name, former] = ['bcdefghijklm'[i], 'abcdefghijkl'[i]];
    laughs.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${former}`).join(',')}]`);
  }

  test.each([
    ['lists upon lists', deep('[', 25_000)],
    ['JSON objects upon objects', `{"a":${deep('{"a":', 10_000)}1${deep('}', 10_000)}}`],
    ['dashes upon dashes', deep('- ', 12_000)],
    ['indented ever deeper', Array.from({ length: 300 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
    ['a billion laughs', laughs.join('\n')],
    ['an alias within what it names', 'a: &a [*a]'],
    ['an alias of nothing', 'a: *b'],
    ['keys that are no text', `${'? '.repeat(90)}\n${'? a\n'.repeat(1000)}`],
    ['ever more lines', Array.from({ length: 100_000 }, (_, n) => `k${n}: 1`).join('\n')],
    ['ever more items', `[${'a,'.repeat(400_000)}`],
  ])('%s are refused', (_name, text) => {
    expect(problemOf(text)).toMatch(/^Template format error: /);
  });

  test('names that objects are born with are names like others', () => {
    const text =
      '{"Resources":{"__proto__":{"Type":"AWS::IAM::Group"},"constructor":{"Type":"AWS::IAM::Group"}}}';
    expect(problemOf(text)).toBe('Template format error: Resource name __proto__ is non alphanumeric.');
    expect(problemOf('{"Resources":{"toString":{"Ref":"valueOf"}}}')).toMatch(
      /^Invalid template resource property/,
    );
  });

  test('any_text_is_read_or_refused_in_AWS_words', () => {
    assert(property(string({ maxLength: 200 }), (text) => void problemOf(text)));
    assert(property(json(), (text) => void problemOf(text)));
  });

  test('any_object_is_a_template_or_refused_in_AWS_words', () => {
    assert(
      property(anything({ maxDepth: 3 }), anything({ maxDepth: 4 }), (resources, parameters) => {
        const text = JSON.stringify(
          { Resources: { A: resources }, Parameters: parameters, Outputs: resources },
          plain,
        );
        void problemOf(text);
      }),
    );
  });
});

function plain(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' || typeof value === 'symbol' ? String(value) : value;
}

describe('where JSON stops', () => {
  test.each([
    ['{"a": }', 6],
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ['{"a":tru}', 5],
    ['{"a":"x', 5],
    ['{"a":[1 2]}', 8],
    ['{"a":1} x', 8],
    ['{"a":1]', 6],
    ['{', 1],
  ])('%s', (text, at) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(jsonProblemAt(text)).toBe(at);
  });

  test('no_JSON_stops_before_its_end', () => {
    assert(
      property(json(), (text) => {
        expect(jsonProblemAt(text)).toBe(text.length);
      }),
    );
  });
});
