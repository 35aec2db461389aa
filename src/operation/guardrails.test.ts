import { describe, expect, test } from 'vitest';
import type { Caller } from '../kernel/caller.ts';
import { compilePolicy } from '../policy/compile-policy.ts';
import { guardrails, type Places } from './guardrails.ts';
import { principalOf } from './principal.ts';

const HERE = '111122223333';
const DENY = compilePolicy({
  Version: '2012-10-17',
  Statement: { Effect: 'Deny', Action: '*', Resource: '*' },
});
const place = { organizationId: 'o-1', path: 'o-1/r-1/', scp: [[DENY]], rcp: [[DENY]] };
const PLACES = { caller: place, resource: place } as unknown as Places;

const account = { accountId: HERE, userId: HERE } as const;
const session = (role: string): Caller => ({
  kind: 'assumed-role',
  accountId: HERE,
  arn: `arn:aws:sts::${HERE}:assumed-role/${role.split('/').at(-1)}/s`,
  principalArn: `arn:aws:iam::${HERE}:role/${role}`,
  userId: 'AROAEXAMPLE:s',
  roleName: role.split('/').at(-1) ?? '',
  principalId: 'AROAEXAMPLE',
  sessionName: 's',
  session: { issuedAt: 0, expiresAt: 1, madeBy: 'AssumeRole' },
});
const root: Caller = {
  kind: 'root',
  ...account,
  arn: `arn:aws:iam::${HERE}:root`,
  principalArn: `arn:aws:iam::${HERE}:root`,
};
const service: Caller = { kind: 'service', service: 'ec2.amazonaws.com', accountId: HERE };

describe("an organization's policies bind", () => {
  test.each<readonly [name: string, caller: Caller, action: string, binding: readonly string[]]>([
    ['a role', session('r'), 's3:GetObject', ['scp', 'rcp']],
    ["an account's root user", root, 's3:GetObject', ['scp', 'rcp']],
    ['a role, where resource control policies know the service not', session('r'), 'iam:GetRole', ['scp']],
    ['an AWS service by those of the resource alone', service, 'sts:AssumeRole', ['rcp']],
    ['nobody by those of the resource alone', { kind: 'anonymous' }, 's3:GetObject', ['rcp']],
    [
      'no service-linked role',
      session('aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch'),
      's3:GetObject',
      [],
    ],
    [
      'a role that is only named like a service-linked one',
      session('AWSServiceRoleForBatch'),
      's3:GetObject',
      ['scp', 'rcp'],
    ],
  ])('%s', (_name, caller, action, binding) => {
    const binds = guardrails(principalOf(caller), action, PLACES);
    expect(Object.entries(binds).flatMap(([kind, levels]) => (levels === undefined ? [] : [kind]))).toEqual(
      binding,
    );
  });
});
