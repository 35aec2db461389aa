import { expect, test } from 'vitest';
import { stackPolicyProblem } from './stack-policy-problem.ts';

const SOUND = { Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' };
const problem = (...Statement: readonly unknown[]) =>
  stackPolicyProblem(JSON.stringify({ Statement }), new Set(['A', 'Api']));

test.each<[string, object]>([
  ['every action', SOUND],
  ['several actions', { ...SOUND, Action: ['Update:Replace', 'Update:Delete'] }],
  ['all but one action', { ...SOUND, Action: undefined, NotAction: 'Update:Delete' }],
  ['a resource of the template', { ...SOUND, Resource: 'LogicalResourceId/A' }],
  ['a pattern that nothing matches', { ...SOUND, Resource: 'LogicalResourceId/My*' }],
  ['all but some resources', { ...SOUND, Resource: undefined, NotResource: ['LogicalResourceId/Api'] }],
  ['types', { ...SOUND, Condition: { StringEquals: { ResourceType: ['AWS::IAM::Role'] } } }],
])('a policy may speak of %s', (_what, statement) => {
  expect(problem(statement)).toBeUndefined();
});

test.each<[string, unknown]>([
  ['an action of another kind', { ...SOUND, Action: 's3:*' }],
  ['no action', { ...SOUND, Action: undefined }],
  ['Action and NotAction', { ...SOUND, NotAction: 'Update:Delete' }],
  ['a principal', { ...SOUND, Principal: 'me' }],
  ['no principal', { ...SOUND, Principal: undefined }],
  ['no resource', { ...SOUND, Resource: undefined }],
  ['an empty list of resources', { ...SOUND, Resource: [] }],
  ['a resource that is no logical id', { ...SOUND, Resource: 'A' }],
  ['a third effect', { ...SOUND, Effect: 'Maybe' }],
  ['another condition', { ...SOUND, Condition: { Bool: { ResourceType: 'AWS::IAM::Role' } } }],
  ['another key', { ...SOUND, Condition: { StringLike: { Region: 'eu-*' } } }],
  ['text', 'Allow all'],
  ['null', null],
])('a statement with %s is invalid (guess: of AWS only this sentence is known)', (_what, statement) => {
  expect(problem(SOUND, statement)).toBe('Invalid stack policy');
});

test('without statements it is invalid (guess: of AWS only this sentence is known)', () => {
  expect(problem()).toBe('Invalid stack policy');
  for (const text of ['x', '[]', 'null', '{}', '{"Statement":{}}'])
    expect(stackPolicyProblem(text, new Set())).toBe('Invalid stack policy');
});

test('a logical id that the template has not is named', () => {
  expect(problem({ ...SOUND, Resource: ['LogicalResourceId/A', 'LogicalResourceId/B'] })).toBe(
    "Unknown logical id 'LogicalResourceId/B' in statement {} - stack policies can only be applied to logical ids referenced in the template",
  );
});
