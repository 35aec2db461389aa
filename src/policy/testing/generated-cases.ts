import * as fc from 'fast-check';
import type { PolicyTexts } from '../reference/reference-decision.ts';
import type { AuthorizationRequest, Principal } from '../request.ts';
import type { StatementDocument } from './arbitrary-cases.ts';
import { HERE, principals } from './arbitrary-cases.ts';
import { Choices } from './choices.ts';
import { generateCondition, generateContext } from './generated-context.ts';
import type { Aim } from './generated-statements.ts';
import { generateStatement } from './generated-statements.ts';

export interface GeneratedCase {
  readonly request: AuthorizationRequest;
  readonly policies: PolicyTexts;
}

const ELSEWHERE = '222222222222';

const CALLERS: readonly Principal[] = [
  ...principals,
  // Most callers are identities with policies of their own.
  ...principals.slice(0, 3),
  ...principals.slice(0, 3),
  { kind: 'root', accountId: HERE, canonicalUserId: 'c'.repeat(64) },
  {
    kind: 'federated-user',
    accountId: HERE,
    arn: `arn:aws:sts::${HERE}:federated-user/bob`,
    issuer: { kind: 'root', arn: `arn:aws:iam::${HERE}:root`, id: HERE },
  },
];

const TARGETS: readonly (readonly [action: string, resource: string])[] = [
  ['s3:GetObject', 'arn:aws:s3:::b/home/ann/x:y'],
  ['s3:ListBucket', 'arn:aws:s3:::b'],
  ['iam:GetRole', `arn:aws:iam::${HERE}:role/app/ann`],
  ['ec2:RunInstances', `arn:aws:ec2:eu-west-1:${HERE}:instance/*`],
  ['logs:PutLogEvents', `arn:aws:logs:eu-west-1:${HERE}:log-group:g:log-stream:s`],
  ['sns:Publish', `arn:aws:sns:eu-west-1:${HERE}:a:a`],
  ['ec2:DescribeInstances', '*'],
];

/**
 * Requests with all the policies that have a say in them, made so that statements often match: each
 * case aims at one action on one resource, of a small world or of an AWS-managed policy's statement.
 * @param managed statements of AWS-managed policies
 */
export function generatedCases(managed: readonly StatementDocument[]): fc.Arbitrary<GeneratedCase> {
  return fc.gen().map((generate) => generateCase(new Choices(generate), managed));
}

function generateCase(choices: Choices, managed: readonly StatementDocument[]): GeneratedCase {
  const seed = choices.maybe(managed.length === 0 ? 0 : 40, () => choices.of(managed));
  const principal = choices.of(CALLERS);
  const context = generateContext(choices);
  const [action, resource] = seed === undefined ? choices.of(TARGETS) : targetOf(choices, seed);
  if (seed !== undefined) satisfy(choices, seed, context);
  const aim: Aim = { principal, action, resource, context };
  return {
    request: { ...aim, resourceAccount: choices.percent(75) ? HERE : ELSEWHERE, context },
    policies: generatePolicies(choices, aim, seed),
  };
}

/**
 * A user's request with one statement in one policy, which alone decides: either its conditions do, or its
 * actions and resources.
 */
export function generatedStatements(managed: readonly StatementDocument[]): fc.Arbitrary<GeneratedCase> {
  return fc.gen().map((generate) => {
    const choices = new Choices(generate);
    const context = generateContext(choices);
    const [action, resource] = choices.percent(20)
      ? targetOf(choices, choices.of(managed))
      : choices.of(TARGETS);
    const request = { principal: principals[0]!, action, resource, resourceAccount: HERE, context };
    const statement = choices.percent(60)
      ? { ...ALLOW_ALL, Condition: generateCondition(choices, context) }
      : { ...generateStatement(choices, request, 'Allow', false), Condition: undefined };
    return { request, policies: { identity: [documentOf(choices, [statement])] } };
  });
}

function generatePolicies(choices: Choices, aim: Aim, seed: StatementDocument | undefined): PolicyTexts {
  const effect = (): 'Allow' | 'Deny' => (choices.percent(93) ? 'Allow' : 'Deny');
  const plain = (): StatementDocument =>
    seed !== undefined && choices.percent(40) ? seed : generateStatement(choices, aim, effect(), false);
  const naming = (): StatementDocument => generateStatement(choices, aim, effect(), true);
  const text = (statements: readonly StatementDocument[]): string => documentOf(choices, statements);
  const policy = (): string => text(choices.several(0, 3, plain));
  const limit = (): string => (choices.percent(60) ? text([{ ...ALLOW_ALL }]) : policy());
  const control = (): string =>
    choices.percent(75) ? text([{ ...ALLOW_ALL, Principal: '*' }]) : text(choices.several(1, 2, naming));
  const withoutIdentity = ['service', 'external', 'anonymous', 'root'].includes(aim.principal.kind);
  return {
    identity: withoutIdentity && choices.percent(80) ? [] : choices.several(0, 3, policy),
    boundary: choices.maybe(30, limit),
    session: choices.maybe(aim.principal.kind === 'federated-user' ? 75 : 30, () =>
      choices.several(0, 2, limit),
    ),
    resource: choices.maybe(60, () => ({
      policies: choices.several(1, 2, () => text(choices.several(0, 3, naming))),
      mode: choices.of(['alternative', 'alternative', 'required'] as const),
      type: choices.of([undefined, 'resource-based policy', 'role trust policy'] as const),
    })),
    scp: choices.maybe(30, () => choices.several(0, 3, () => choices.several(1, 2, limit))),
    rcp: choices.maybe(30, () => choices.several(0, 3, () => choices.several(1, 2, control))),
    endpoint: choices.maybe(20, limit),
  };
}

function documentOf(choices: Choices, statements: readonly StatementDocument[]): string {
  return JSON.stringify({
    Version: choices.percent(90) ? '2012-10-17' : '2008-10-17',
    Statement: statements.length === 1 && choices.percent(30) ? statements[0] : statements,
  });
}

const ALLOW_ALL = { Effect: 'Allow', Action: '*', Resource: '*' };

/** An action and a resource that a statement of a managed policy speaks of, as a rule. */
function targetOf(
  choices: Choices,
  statement: StatementDocument,
): readonly [action: string, resource: string] {
  const concrete = (pattern: string): string =>
    pattern.replace(/\*/g, () => choices.of(['a', '', 'ann/b', '111111111111'])).replace(/\?/g, 'q');
  const action = concrete(choices.of(textsOf(statement['Action'] ?? 's3:GetObject')));
  const resource = choices.of(textsOf(statement['Resource'] ?? 'arn:aws:s3:::b/home/ann/x'));
  return [action.includes(':') ? action : `s3:Get${action}`, resource === '*' ? '*' : concrete(resource)];
}

/** Gives a context what a statement's conditions ask for. */
function satisfy(
  choices: Choices,
  statement: StatementDocument,
  context: Map<string, string | readonly string[]>,
): void {
  for (const keys of Object.values(
    (statement['Condition'] ?? {}) as Record<string, Record<string, unknown>>,
  )) {
    for (const [key, values] of Object.entries(keys)) {
      const wanted = textsOf(values);
      if (choices.percent(20) || wanted.length === 0) continue;
      const value = choices.of(wanted).replaceAll('*', choices.of(['', 'a', 'x/y']));
      context.set(key.toLowerCase(), choices.percent(70) ? value : [value]);
    }
  }
}

function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).map(String);
}
