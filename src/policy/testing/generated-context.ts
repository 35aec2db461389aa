import type { Choices } from './choices.ts';

type Value = string | readonly string[];

/** Values of each kind that a condition compares, ordinary and odd. */
const VALUES = {
  String: [
    'a',
    'A',
    'ab',
    'team-a',
    '',
    'a*',
    '*',
    '?',
    '${aws:username}',
    'ann',
    'x:y/z',
    'ünï',
    '\u{1F511}',
    '$',
    '${',
    '__proto__',
  ],
  Numeric: [
    '0',
    '5',
    '5.0',
    '-5',
    '+5',
    '1e3',
    '1000',
    '.5',
    '0.50',
    '5.',
    '',
    ' 5',
    '0x5',
    'NaN',
    'Infinity',
    '1e9999',
    '9007199254740993',
  ],
  Date: [
    '2026-01-31T23:59:59Z',
    '2026-01-31T23:59:59.000Z',
    '2026-01-31',
    '2026-01',
    '2026',
    '1769903999',
    '1769903999.5',
    '2026-02-30T00:00:00Z',
    '2026-02-30',
    '2024-02-29',
    '2025-02-29T10:00Z',
    '2026-02-01T00:59:59+01:00',
    '2026-02-01T00:59:59+0100',
    '2026-01-31T24:00:00Z',
    '2026-01-31T23:59:60Z',
    '2026-13-01',
    '0000-02-29',
    '0099-01-01T00:00:00Z',
    '0099-01-01',
    '-1',
    '+2026',
    '1970-01-01T00:00:00.0019Z',
    '0',
    'now',
    '',
  ],
  Bool: ['true', 'false', 'TRUE', 'False', 'yes', '', '1'],
  Binary: ['QUJD', 'QUI=', 'QQ==', 'QR==', '', '!!', 'QQ', 'Q-_A', 'Q+/A'],
  IpAddress: [
    '::ffff:10.1.2.3',
    '10.1.2.3',
    '::ffff:a01:203',
    '10.0.0.0/8',
    '10.1.2.3/32',
    '0.0.0.0/0',
    '10.1.2.3/33',
    '010.1.2.3',
    '256.0.0.1',
    '1.2.3',
    '::1',
    '::/0',
    '2001:db8::1',
    '2001:DB8:0:0::1',
    '2001:db8::/33',
    '2001:db8:8000::1',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7::',
    '1::2::3',
    '1:2:3:4:5:6:1.2.3.4',
    '10.1.2.3/',
    '',
    '10.1.2.3/08',
    ':::',
    '12345::',
  ],
  Arn: [
    'arn:aws:s3:::b',
    'arn:aws:s3:::*',
    'arn:aws:iam::111111111111:user/ann',
    'arn:aws:iam::*:user/*',
    'arn:*:*:*:*:*',
    'arn:aws:sns:eu-west-1:111111111111:t:u',
    'arn:aws:sns:*:*:t:*',
    'arn:aws:sns:eu?west-1:*:?:u',
    'arn:aws:s3',
    '*',
    '',
    ':::::',
    'arn:aws:iam::111111111111:user/${aws:username}',
    'arn:${*}:iam::1:x',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Kind = keyof typeof VALUES;

/** Keys with the kind of value each has as a rule. */
const KEYS: readonly (readonly [key: string, kind: Kind])[] = [
  ['aws:username', 'String'],
  ['aws:principaltag/team', 'String'],
  ['aws:tagkeys', 'String'],
  ['s3:prefix', 'String'],
  ['s3:max-keys', 'Numeric'],
  ['aws:currenttime', 'Date'],
  ['aws:securetransport', 'Bool'],
  ['kms:bytes', 'Binary'],
  ['aws:sourceip', 'IpAddress'],
  ['aws:sourcearn', 'Arn'],
];

/** A request's context: most keys are there, some with several values, a few with none. */
export function generateContext(choices: Choices): Map<string, Value> {
  const context = new Map<string, Value>();
  for (const [key, kind] of KEYS) {
    if (choices.percent(35)) continue;
    // Resources hold this name, for variables to stand for.
    const value = (): string =>
      key === 'aws:username' && choices.percent(50) ? 'ann' : anyValue(choices, kind);
    context.set(
      key,
      choices.percent(key === 'aws:tagkeys' ? 90 : 8) ? choices.several(0, 3, value) : value(),
    );
  }
  return context;
}

/** A Condition element that holds about every other time, over the keys of a context. */
export function generateCondition(
  choices: Choices,
  context: ReadonlyMap<string, Value>,
): Record<string, unknown> {
  const condition: Record<string, Record<string, unknown>> = {};
  for (let left = 1 + choices.below(2); left > 0; left -= 1) {
    const [key, kind] = choices.of(KEYS);
    const operator = generateOperator(choices, choices.percent(90) ? kind : choices.of(KEYS)[1]);
    const actual = context.get(key);
    const near = typeof actual === 'string' ? [actual] : (actual ?? []);
    const value = (): string => {
      if (operator.endsWith('Null')) return choices.of(['true', 'false']);
      if (near.length === 0 || choices.percent(30)) return anyValue(choices, kind);
      const one = choices.of(near);
      return choices.percent(60) ? loosened(choices, one) : neighbour(choices, kind, one);
    };
    (condition[operator] ??= {})[inSomeCase(choices, key)] = choices.percent(60)
      ? value()
      : choices.several(0, 3, value);
  }
  return condition;
}

const COMPARISONS: Readonly<Record<Kind, readonly string[]>> = {
  String: [
    'StringEquals',
    'StringNotEquals',
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    'StringLike',
    'StringNotLike',
  ],
  Numeric: ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map(
    (end) => `Numeric${end}`,
  ),
  Date: ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map(
    (end) => `Date${end}`,
  ),
  Bool: ['Bool'],
  Binary: ['BinaryEquals'],
  IpAddress: ['IpAddress', 'NotIpAddress'],
  Arn: ['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'],
};

function generateOperator(choices: Choices, kind: Kind): string {
  const qualifier = choices.of(['', '', '', 'ForAllValues:', 'ForAnyValue:']);
  if (choices.percent(8)) return `${qualifier}Null`;
  const written = `${qualifier}${choices.of(COMPARISONS[kind])}${choices.percent(20) ? 'IfExists' : ''}`;
  return choices.percent(5) ? written.toLowerCase() : written;
}

/** A value that stands near another in the list of its kind, where what is almost the same stands together. */
function neighbour(choices: Choices, kind: Kind, value: string): string {
  const values: readonly string[] = VALUES[kind];
  const at = values.indexOf(value) - 2 + choices.below(5);
  return values[Math.max(0, Math.min(at, values.length - 1))] ?? value;
}

function anyValue(choices: Choices, kind: Kind): string {
  return choices.of(VALUES[choices.percent(95) ? kind : choices.of(KEYS)[1]]);
}

/** A value as it is, or as a pattern or variable that stands for it. */
function loosened(choices: Choices, value: string): string {
  const cut = choices.below(value.length + 1);
  switch (choices.below(9)) {
    case 8:
      // What overlaps: the same characters may not be counted twice.
      return `${value.slice(0, cut)}*${value.slice(-2)}*${value.slice(Math.max(0, cut - 1))}`;
    case 0:
      return `${value.slice(0, cut)}*`;
    case 1:
      return value.replace(/[^:]/, '?');
    case 2:
      return choices.of([
        '${aws:username}',
        '${AWS:PrincipalTag/team}',
        "${aws:none, 'a'}",
        "${aws:username, 'a'}",
        '${none:key}',
        '*${aws:username}*',
        '${*}',
        '${aws:TagKeys}',
        '${aws:SourceArn}',
        '${s3:prefix}*',
        'arn:aws:iam::111111111111:user/${aws:username}',
      ]);
    case 3:
      return value.toUpperCase();
    default:
      return value;
  }
}

function inSomeCase(choices: Choices, key: string): string {
  return choices.percent(30) ? key.toUpperCase() : key;
}
