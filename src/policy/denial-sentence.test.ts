import { describe, expect, it } from 'vitest';
import { compilePolicy } from './compile-policy.ts';
import type { PolicyType } from './decision.ts';
import { explicitlyDenied, implicitlyDenied } from './decision.ts';
import { denialSentence } from './denial-sentence.ts';

const principalArn = 'arn:aws:sts::111122223333:assumed-role/Writer/i-1';
const action = 's3:PutObject';
const resource = '"arn:aws:s3:::b/k"';
const BARE = `User: ${principalArn} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::b/k"`;

const policy = compilePolicy({
  Version: '2012-10-17',
  Statement: { Effect: 'Deny', Action: '*', Resource: '*' },
});
const arn = 'arn:aws:iam::111122223333:policy/NoWrites';

describe('a denial says', () => {
  it.each([
    'identity-based policy',
    'resource-based policy',
    'permissions boundary',
    'session policy',
    'VPC endpoint policy',
    'service control policy',
  ] satisfies PolicyType[])('that no %s allows the action', (type) => {
    const decision = implicitlyDenied(type);
    expect(denialSentence({ principalArn, action, resource, decision, sameOrganization: true })).toBe(
      `${BARE} because no ${type} allows the s3:PutObject action`,
    );
  });

  it.each([
    ['identity-based policy', 'an identity-based policy', `: ${arn}`],
    ['permissions boundary', 'a permissions boundary', `: ${arn}`],
    ['session policy', 'a session policy', `: ${arn}`],
    ['service control policy', 'a service control policy', `: ${arn}`],
    ['resource control policy', 'a resource control policy', `: ${arn}`],
    ['resource-based policy', 'a resource-based policy', ''],
    ['VPC endpoint policy', 'a VPC endpoint policy', ''],
  ] satisfies [PolicyType, string, string][])(
    'that a %s denies, and by its ARN which',
    (type, words, named) => {
      const denied = (origin: typeof policy) => explicitlyDenied(type, origin, origin.statements[0]!);
      const common = { principalArn, action, resource, sameOrganization: true };
      expect(denialSentence({ ...common, decision: denied({ ...policy, arn }) })).toBe(
        `${BARE} with an explicit deny in ${words}${named}`,
      );
      expect(denialSentence({ ...common, decision: denied(policy) })).toBe(
        `${BARE} with an explicit deny in ${words}`,
      );
    },
  );

  it('nothing of the reason outside the account and organization', () => {
    const decision = implicitlyDenied('resource-based policy');
    expect(denialSentence({ principalArn, action, resource, decision, sameOrganization: false })).toBe(BARE);
  });

  it('no resource where the service names none', () => {
    const decision = implicitlyDenied('identity-based policy');
    expect(
      denialSentence({ principalArn, action: 'ec2:DescribeInstances', decision, sameOrganization: true }),
    ).toBe(
      `User: ${principalArn} is not authorized to perform: ec2:DescribeInstances because no identity-based policy allows the ec2:DescribeInstances action`,
    );
  });

  it('no reason when the role’s trust policy refuses, as STS answers live', () => {
    const role = 'arn:aws:iam::111122223333:role/x';
    const decision = implicitlyDenied('role trust policy');
    expect(
      denialSentence({
        principalArn,
        action: 'sts:AssumeRole',
        resource: role,
        decision,
        sameOrganization: true,
      }),
    ).toBe(`User: ${principalArn} is not authorized to perform: sts:AssumeRole on resource: ${role}`);
  });
});
