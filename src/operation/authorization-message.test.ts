import { describe, expect, test } from 'vitest';
import type { AssumedRoleCaller, UserCaller } from '../kernel/caller.ts';
import { compilePolicy } from '../policy/compile-policy.ts';
import { explicitlyDenied, implicitlyDenied } from '../policy/decision.ts';
import { authorizationMessage } from './authorization-message.ts';
import type { Denial } from './denial.ts';

const user: UserCaller = {
  kind: 'user',
  accountId: '123456789012',
  arn: 'arn:aws:iam::123456789012:user/Bob',
  principalArn: 'arn:aws:iam::123456789012:user/Bob',
  userId: 'AIDAAAAAAAAAAAAAAAAAA',
  principalId: 'AIDAAAAAAAAAAAAAAAAAA',
  userName: 'Bob',
  path: '/',
};

const INSTANCE = 'arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0';

const implicit: Denial = {
  caller: user,
  authorization: {
    action: 'ec2:StopInstances',
    resource: INSTANCE,
    keys: { 'ec2:InstanceType': 't3.micro', 'aws:TagKeys': ['a', 'b'], 'ec2:Vpc': undefined },
  },
  decision: implicitlyDenied('identity-based policy'),
  context: new Map([
    ['ec2:instancetype', 't3.micro'],
    ['aws:tagkeys', 'a'],
    ['aws:username', 'Bob'],
  ]),
  inside: true,
  sentence: 'User: …',
};

describe('the encoded details of a refusal', () => {
  test('an implicit denial matches no statement and names the keys as they are spelt', () => {
    expect(JSON.parse(authorizationMessage(implicit))).toEqual({
      allowed: false,
      explicitDeny: false,
      matchedStatements: { items: [] },
      failures: { items: [] },
      context: {
        principal: { id: user.userId, name: 'Bob', arn: user.arn },
        action: 'ec2:StopInstances',
        resource: INSTANCE,
        conditions: {
          items: [
            { key: 'ec2:InstanceType', values: { items: [{ value: 't3.micro' }] } },
            { key: 'aws:TagKeys', values: { items: [{ value: 'a' }, { value: 'b' }] } },
            { key: 'aws:username', values: { items: [{ value: 'Bob' }] } },
          ],
        },
      },
    });
  });

  test('an explicit denial shows the statement that denies, and a role session has no name', () => {
    const policy = compilePolicy({
      Version: '2012-10-17',
      Statement: {
        Sid: 'Stay',
        Effect: 'Deny',
        Action: 'ec2:Stop*',
        Resource: '*',
        Condition: { StringEquals: { 'ec2:Region': ['us-east-1', 'eu-west-1'] } },
      },
    });
    const [statement] = policy.statements;
    if (statement === undefined) throw new Error('no statement');
    const session: AssumedRoleCaller = {
      kind: 'assumed-role',
      accountId: '123456789012',
      arn: 'arn:aws:sts::123456789012:assumed-role/R/me',
      principalArn: 'arn:aws:iam::123456789012:role/R',
      userId: 'AROAAAAAAAAAAAAAAAAAA:me',
      principalId: 'AROAAAAAAAAAAAAAAAAAA',
      roleName: 'R',
      sessionName: 'me',
      session: { issuedAt: 0, expiresAt: 1, madeBy: 'AssumeRole' },
    };
    const decision = explicitlyDenied('identity-based policy', policy, statement);
    expect(JSON.parse(authorizationMessage({ ...implicit, caller: session, decision }))).toMatchObject({
      explicitDeny: true,
      matchedStatements: {
        items: [
          {
            statementId: 'Stay',
            effect: 'DENY',
            principals: { items: [{ value: 'AROAAAAAAAAAAAAAAAAAA:me' }] },
            principalGroups: { items: [] },
            actions: { items: [{ value: 'ec2:Stop*' }] },
            resources: { items: [{ value: '*' }] },
            conditions: {
              items: [
                { key: 'ec2:Region', values: { items: [{ value: 'us-east-1' }, { value: 'eu-west-1' }] } },
              ],
            },
          },
        ],
      },
      context: { principal: { id: 'AROAAAAAAAAAAAAAAAAAA:me', arn: session.arn } },
    });
  });
});
