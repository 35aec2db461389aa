import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isExemption, type Authorization } from '../../src/operation/authorization.ts';
import type { OperationContext } from '../../src/operation/context.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { ACCOUNT, openInProcessHouse, type InProcessHouse } from '../in-process-house.ts';
import { accessAnalyzerSamples } from './access-analyzer.ts';
import { cloudformationSamples } from './cloudformation.ts';
import { cloudtrailSamples } from './cloudtrail.ts';
import { ecrSamples } from './ecr.ts';
import { ec2Samples } from './ec2.ts';
import { iamSamples } from './iam.ts';
import { iamToolboxSamples } from './iam-toolbox.ts';
import { lambdaSamples } from './lambda.ts';
import { logsSamples } from './logs.ts';
import { organizationsSamples } from './organizations.ts';
import { missingKeys, problemsOf } from './reference.ts';
import { s3Samples } from './s3.ts';
import { s3ControlSamples } from './s3-control.ts';
import { ssmSamples } from './ssm.ts';
import { stsSamples } from './sts.ts';
import { taggingSamples } from './tagging.ts';

/** Every operation asks for the permissions that AWS's own reference knows, on its resources, with its keys. */

const ALL = [
  accessAnalyzerSamples,
  cloudformationSamples,
  cloudtrailSamples,
  ec2Samples,
  ecrSamples,
  iamSamples,
  lambdaSamples,
  logsSamples,
  organizationsSamples,
  s3Samples,
  s3ControlSamples,
  ssmSamples,
  stsSamples,
  taggingSamples,
  iamToolboxSamples,
];

describe.each(ALL.map((samples) => [samples.service.name, samples] as const))('%s', (_name, samples) => {
  const { service, departures } = samples;
  let inside: InProcessHouse;
  let inputs: Readonly<Record<string, object>>;
  beforeAll(async () => {
    inside = await openInProcessHouse(Object.fromEntries(ALL.map(({ service }) => [service.name, service])));
    inputs = await samples.inputs(inside);
  });
  afterAll(() => inside.close());

  test('has a sample call for each operation, and no more', () => {
    const names = service.operations.map(({ name }) => name).sort();
    expect(Object.keys(inputs).sort()).toEqual(names);
  });

  describe.each(service.operations.map((operation) => [operation.name, operation] as const))(
    '%s',
    (name, operation) => {
      test('asks for known actions on their resources with their keys', async () => {
        for (const authorization of await authorizationsOf(operation, inputs[name])) {
          expect(await problemsOf(authorization, departures)).toEqual([]);
        }
      });

      test('carries every key that the reference gives its actions', async () => {
        for (const authorization of await authorizationsOf(operation, inputs[name])) {
          expect(await missingKeys(name, authorization, departures)).toEqual([]);
        }
      });
    },
  );

  async function authorizationsOf(
    operation: Operation,
    input: object | undefined,
  ): Promise<readonly Authorization[]> {
    const asked = await operation.authorizes(input as never, contextOf(inside));
    if (isExemption(asked)) return [];
    return Array.isArray(asked) ? (asked as Authorization[]) : [asked as Authorization];
  }
});

function contextOf({ house, root }: InProcessHouse): OperationContext {
  const caller = { ...root, kind: 'user', userName: 'User', path: '/p/', principalId: 'AIDA' } as const;
  return {
    house,
    caller,
    accountId: ACCOUNT,
    facts: {
      requestId: '00000000-0000-4000-8000-000000000000',
      region: 'us-east-1',
      secure: false,
      authType: 'REST-HEADER',
      signature: { version: 'AWS4-HMAC-SHA256', region: 'us-east-1', ageMs: 0, payload: 'UNSIGNED-PAYLOAD' },
      epoch: 1,
      receivedAt: new Date(),
    },
    decide: () => Promise.reject(new Error('no operation decides to know what it asks for')),
    dispatch: () => Promise.reject(new Error('no operation calls another to know what it asks for')),
  };
}
