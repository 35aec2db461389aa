import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lint } from './lint.ts';
import { UnreadableError } from './linted.ts';
import { RULES } from './rules.ts';
import { SEED_002_BAD, SEED_002_GOOD } from './testing/seeds.ts';

/** Linted, or refused as unreadable; anything else is a fault of ours. */
async function outcome(text: string): Promise<string> {
  try {
    const { findings } = await lint({ text, folder: 'nowhere' });
    const rules = new Set(RULES.map(({ name }) => name));
    for (const { rule, message, mend } of findings) {
      expect(rules.has(rule)).toBe(true);
      expect(message).not.toBe('');
      expect(mend).not.toBe('');
    }
    return 'linted';
  } catch (error) {
    if (error instanceof UnreadableError) return 'unreadable';
    throw error;
  }
}

const NAMES = [
  ...['Resources', 'Parameters', 'Outputs', 'Conditions', 'Mappings', 'Type', 'Properties', 'Default'],
  ...['Ref', 'Fn::GetAtt', 'Fn::Sub', 'Fn::If', 'Fn::Join', 'Fn::Select', 'Fn::FindInMap', 'Condition'],
  ...['AssumeRolePolicyDocument', 'Statement', 'Principal', 'Service', 'Action', 'Resource', 'Effect'],
  ...['Roles', 'IamInstanceProfile', 'Role', 'RoleName', 'ManagedPolicyArns', 'Policies', 'PolicyDocument'],
  ...['planned_values', 'root_module', 'resources', 'values', 'format_version', 'configuration', 'A'],
];
const SCALARS = [
  ...['AWS::IAM::Role', 'AWS::IAM::InstanceProfile', 'AWS::EC2::Instance', 'AWS::Lambda::Function'],
  ...['A', 'A.Arn', '${A.Arn}', '${A}', '{', '{"Statement":[]}', 'Allow', 'sts:AssumeRole', '*', ''],
  ...['arn:aws:iam::aws:policy/x', 'arn:aws:iam::123456789012:role/x', 'String', null, 0, true],
];
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 8 },
    fc.constantFrom(...SCALARS),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 4 }),
  ),
})).value;

test('whatever JSON is given is linted or refused', async () => {
  const resources = fc.dictionary(fc.constantFrom('A', 'B', 'C'), json, { maxKeys: 3 });
  const whole = fc.oneof(
    json,
    resources.map((Resources) => ({ Resources })),
  );
  await fc.assert(
    fc.asyncProperty(whole, async (value) => {
      expect(['linted', 'unreadable']).toContain(await outcome(JSON.stringify(value)));
    }),
    { numRuns: 500 },
  );
});

test('whatever is left of a template is linted or refused', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(SEED_002_GOOD.length),
      fc.nat(20),
      fc.constantFrom('', '[', '{', '!', '&a ', '*a', '\t', '"', ': ', '\0', '- '),
      async (at, cut, put) => {
        const text = SEED_002_GOOD.slice(0, at) + put + SEED_002_GOOD.slice(at + cut);
        expect(['linted', 'unreadable']).toContain(await outcome(text));
      },
    ),
    { numRuns: 200 },
  );
});

test.each([
  ['nothing', ''],
  ['spaces', ' \n '],
])('%s is no template', async (_, text) => {
  await expect(lint({ text, folder: '.' })).rejects.toThrow('it is empty');
});

test.each([
  ['deep lists', '['.repeat(50_000)],
  ['deep objects', '{"a":'.repeat(50_000)],
  [
    'aliases upon aliases',
    `a: &a [1]\n${Array.from({ length: 40 }, (_, at) => `b${at}: &b${at} [*${at === 0 ? 'a' : `b${at - 1}`}, *${at === 0 ? 'a' : `b${at - 1}`}]`).join('\n')}`,
  ],
])('%s are refused in bounded time', async (_, text) => {
  expect(await outcome(text)).toBe('linted');
  const { findings } = await lint({ text, folder: '.' });
  expect(findings.map(({ rule }) => rule)).toEqual(['template-error']);
});

test.each([
  ['values', `{"values":{"name":${'['.repeat(30_000)}${']'.repeat(30_000)}}}`],
  ['modules', `${'{"child_modules":['.repeat(30_000)}${']}'.repeat(30_000)}`],
])('a plan of deep %s is refused', async (_, deep) => {
  const resource = deep.startsWith('{"values"')
    ? `{"resources":[{"mode":"managed","address":"aws_iam_role.x","type":"aws_iam_role",${deep.slice(1)}]}`
    : deep;
  const text = `{"format_version":"1.2","planned_values":{"root_module":${resource}}}`;
  await expect(lint({ text, folder: '.' })).rejects.toThrow('it nests too deep');
});

test('places are the same with other line ends and under an alias', async () => {
  const { findings } = await lint({ text: SEED_002_BAD.replaceAll('\n', '\r\n'), folder: '.' });
  expect(findings[0]).toMatchObject({
    line: 6,
    column: 33,
    source: '            IamInstanceProfile: !Ref IAMRole',
  });
  const aliased =
    'Resources:\n  A: &a\n    Type: AWS::EC2::Instance\n    Properties: {IamInstanceProfile: "arn:aws:iam::123456789012:role/x"}\n  B: *a\n';
  const both = await lint({ text: aliased, folder: '.' });
  expect(both.findings.map(({ line, resource }) => [line, resource])).toEqual([
    [4, 'A'],
    [4, 'B'],
  ]);
});

test('a server’s answers are told at the roles that are passed', async () => {
  const { findings } = await lint({
    text: SEED_002_GOOD,
    folder: '.',
    ask: async (world) => ({
      deployer: 'arn:aws:iam::000000000000:user/bob',
      passes: world.profiles.flatMap(({ id, roles }) =>
        roles.map(({ spot }) => ({
          asked: {
            spot,
            by: id,
            role: 'role/Yuta20220815',
            isHere: true,
            isNameMade: false,
            service: 'ec2.amazonaws.com',
          },
          refusal: 'he may not',
          mend: 'let him',
          standing: 'missing' as const,
        })),
      ),
      missingProfiles: new Set(),
    }),
  });
  // The role is made with the rest: that the account has none yet is no mistake.
  expect(findings.map(({ rule }) => rule)).toEqual(['capabilities', 'pass-role']);
  const refused = findings.filter(({ rule }) => rule === 'pass-role');
  expect(refused).toMatchObject([
    {
      level: 'error',
      line: 25,
      message: 'IAMInstanceProfile hands a role to ec2.amazonaws.com: he may not',
      mend: 'let him',
    },
  ]);
});
