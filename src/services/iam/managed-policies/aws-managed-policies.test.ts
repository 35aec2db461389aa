import { expect, test } from 'vitest';
import { awsManagedPolicies, awsManagedPolicy } from './aws-managed-policies.ts';

test('holds the policies that people attach, with their real documents', () => {
  const readOnly = awsManagedPolicy('arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess');
  expect(readOnly).toMatchObject({ name: 'AmazonS3ReadOnlyAccess', path: '/', defaultVersionId: 'v3' });
  expect(JSON.parse(readOnly?.document ?? '')).toMatchObject({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Resource: '*' }],
  });
  const inPath = awsManagedPolicy('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole');
  expect(inPath).toMatchObject({ name: 'AWSLambdaBasicExecutionRole', path: '/service-role/' });
});

test('every one has a document, a unique id of its own and times in order', () => {
  const policies = [...awsManagedPolicies().values()];
  expect(policies.length).toBeGreaterThan(1500);
  for (const policy of policies) {
    expect(JSON.parse(policy.document)).toHaveProperty('Statement');
    expect(policy.policyId).toMatch(/^ANPA[A-Z2-7]{17}$/);
    expect(policy.updatedAt).toBeGreaterThanOrEqual(policy.createdAt);
  }
  expect(new Set(policies.map(({ policyId }) => policyId)).size).toBe(policies.length);
});

test('knows no other ARN, whatever its case', () => {
  expect(awsManagedPolicy('arn:aws:iam::aws:policy/Administratoraccess')).toBeUndefined();
  expect(awsManagedPolicy('__proto__')).toBeUndefined();
});
