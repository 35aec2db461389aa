import { expect, test } from 'vitest';
import type { ToldEvaluation, ToldRequest } from '../kernel/told-request.ts';
import { explanationText } from './explanation-text.ts';
import { refusalsText } from './refusals-text.ts';

const allowed: ToldEvaluation = {
  action: 's3:GetObject',
  resource: '*',
  decision: 'allowed',
  context: { 'aws:TagKeys': ['a', 'b'] },
  policies: [],
  missingKeys: [],
  wishes: [],
};
const nothing: ToldRequest = { caller: 'me', notes: [], evaluations: [], documents: [] };
const proposal = { type: 'session policy', document: '{}', statements: ['{}'] };
const told = (evaluation: Partial<ToldEvaluation>, rest: Partial<ToldRequest> = {}): string =>
  explanationText({ ...nothing, evaluations: [{ ...allowed, ...evaluation }], ...rest });

test('root needs no policy, and lists are shown whole', () => {
  const text = told({});
  expect(text).toContain('allowed: the root user needs no policy');
  expect(text).toContain('aws:TagKeys=[a, b]');
  expect(text).not.toContain('what would allow it');
});

test('what no change allows is said, as is a note and a missing permission', () => {
  const text = told(
    { decision: 'implicit-deny', decidedBy: 'resource-based policy' },
    { notes: [{ code: 'note', text: 'guessed' }] },
  );
  expect(text).toContain('no change of policies would allow it');
  expect(text).toContain('guessed');
  expect(told({}, { exempt: { code: 'exempt', text: 'anyone may' }, evaluations: [] })).toContain(
    'it needs no permission: anyone may',
  );
});

test('what no policy refused is told in the words that the caller got, without what steers a terminal', () => {
  const errorMessage = 'Instance i-1 is not allowed to call it\u001b[2J';
  const refused = explanationText({ ...nothing, errorCode: 'AccessDenied', errorMessage });
  expect(refused).toContain('\nInstance i-1 is not allowed to call it [2J\n');
  expect(told({ decision: 'implicit-deny' }, { errorMessage })).not.toContain('Instance');
});

test('beside what was refused, what was allowed is told in a line', () => {
  const refused = {
    ...allowed,
    action: 'iam:PassRole',
    decision: 'implicit-deny',
    decidedBy: 'identity-based policy',
  } as const;
  const text = explanationText({ ...nothing, evaluations: [allowed, refused] });
  expect(text).toContain('✓ s3:GetObject on *: allowed: the root user needs no policy\n');
  expect(text.match(/the request had/g)).toHaveLength(1);
});

test('what the caller could bring comes before changes of policies', () => {
  const edit = { ...proposal, what: 'do this' };
  const text = told({
    decision: 'implicit-deny',
    decidedBy: 'role trust policy',
    wishes: [{ code: 'wish', text: 'pass it' }],
    edits: [edit],
  });
  expect(text.indexOf('→ pass it')).toBeGreaterThan(0);
  expect(text.indexOf('→ pass it')).toBeLessThan(text.indexOf('what would allow it:'));
});

test('several edits belong together', () => {
  const edit = { ...proposal, what: 'do this' };
  const text = told({ decision: 'implicit-deny', decidedBy: 'session policy', edits: [edit, edit] });
  expect(text).toContain('what would allow it, all of it together:');
});

test('an empty list says so', () => {
  expect(refusalsText([], 4566)).toBe('nothing was refused lately\n');
});
