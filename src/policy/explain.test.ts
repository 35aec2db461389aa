import { describe, expect, it } from 'vitest';
import { compilePolicy } from './compile-policy.ts';
import { explain } from './explain.ts';
import { locateStatements } from './policy-locations.ts';

const DOCUMENT = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Other", "Effect": "Allow", "Action": "ec2:*", "Resource": "*" },
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::other/*" },
    {
      "Effect": "Allow",
      "Action": "s3:Get*",
      "Resource": "arn:aws:s3:::bucket/*",
      "Condition": { "StringEquals": { "aws:PrincipalTag/Team": "blue" }, "Bool": { "aws:SecureTransport": "true" } }
    }
  ]
}`;

const request = {
  principal: { kind: 'user', accountId: '1', arn: 'arn:aws:iam::1:user/ann', id: 'AIDA' },
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::bucket/key',
  resourceAccount: '1',
  context: new Map([['aws:securetransport', 'true']]),
} as const;

describe('an explanation', () => {
  it('says of each statement by which element it failed, and which keys were missing', () => {
    const identity = [compilePolicy(DOCUMENT, { name: 'mine' })];
    const { decision, policies, missingKeys } = explain(request, { identity });
    expect(decision).toMatchObject({ kind: 'implicit-deny', decidedBy: 'identity-based policy' });
    expect(policies).toHaveLength(1);
    expect(policies[0]).toMatchObject({ type: 'identity-based policy', policy: { name: 'mine' } });
    expect(policies[0]!.statements.map(({ failedAt }) => failedAt)).toEqual([
      'Action',
      'Resource',
      'Condition',
    ]);
    expect(
      policies[0]!.statements[2]!.conditions.map(({ condition, holds, actual }) => [
        condition.key,
        holds,
        actual,
      ]),
    ).toEqual([
      ['aws:PrincipalTag/Team', false, undefined],
      ['aws:SecureTransport', true, 'true'],
    ]);
    expect(missingKeys).toEqual(['aws:principaltag/team']);
  });

  it('counts variables without a value among the missing keys', () => {
    const document = (Version: string): object => ({
      Version,
      Statement: {
        Effect: 'Allow',
        Action: 's3:*',
        Resource: 'arn:aws:s3:::bucket/${aws:PrincipalTag/Home}/*',
        Condition: { StringEquals: { 'aws:SecureTransport': ["${k, 'd'}", '${*}'] } },
      },
    });
    const ofVersion = (version: string): readonly string[] =>
      explain(request, { identity: [compilePolicy(document(version))] }).missingKeys;
    expect(ofVersion('2012-10-17')).toEqual(['aws:principaltag/home', 'k']);
    expect(ofVersion('2008-10-17')).toEqual([]);
  });

  it('names the elements that exclude, and the principal', () => {
    const resource = compilePolicy({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: '*', NotAction: 's3:*', Resource: '*' },
        { Effect: 'Allow', Principal: '*', Action: 's3:*', NotResource: '*' },
        { Effect: 'Allow', Principal: { AWS: '2' }, Action: 's3:*', Resource: '*' },
        { Effect: 'Deny', NotPrincipal: { AWS: '*' }, Action: 's3:*', Resource: '*' },
        { Effect: 'Allow', Principal: { AWS: request.principal.arn }, Action: 's3:*', Resource: '*' },
      ],
    });
    const { decision, policies } = explain(request, {
      identity: [],
      resource: { policies: [resource], mode: 'alternative' },
    });
    expect(decision.statement?.index).toBe(4);
    expect(policies[0]!.statements.map(({ failedAt, naming }) => failedAt ?? naming)).toEqual([
      'NotAction',
      'NotResource',
      'Principal',
      'NotPrincipal',
      'itself',
    ]);
  });

  it('lists the policies in the order of evaluation, levels numbered', () => {
    const any = compilePolicy({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
    });
    const { policies } = explain(request, {
      identity: [any],
      session: [any],
      boundary: any,
      resource: { policies: [any], mode: 'required', type: 'role trust policy' },
      endpoint: any,
      rcp: [[any]],
      scp: [[any], [any, any]],
    });
    expect(policies.map(({ type, level }) => (level === undefined ? type : `${type} ${level}`))).toEqual([
      'service control policy 0',
      'service control policy 1',
      'service control policy 1',
      'resource control policy 0',
      'VPC endpoint policy',
      'role trust policy',
      'permissions boundary',
      'session policy',
      'identity-based policy',
    ]);
  });

  it('can be placed in the document', () => {
    const [, second, third] = locateStatements(DOCUMENT);
    expect(second).toMatchObject({ start: { line: 5, column: 5 }, end: { line: 5, column: 88 } });
    expect(third?.elements['Condition']?.start).toEqual({ line: 10, column: 7 });
  });
});
