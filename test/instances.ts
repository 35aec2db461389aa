import { setTimeout as delay } from 'node:timers/promises';
import {
  DescribeInstancesCommand,
  EC2Client,
  RunInstancesCommand,
  type RunInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { TestHouse } from './house.ts';
import { policyOf, type Statement } from './identities.ts';

/** A trust policy's statement that lets this principal assume the role. */
export function trust(principal: Readonly<Record<string, string>>): Statement {
  return { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' };
}

/** Makes a role, EC2's to assume unless told otherwise, and an instance profile of the same name that holds it. */
export async function makeInstanceRole(
  house: TestHouse,
  name: string,
  trusts: Statement = trust({ Service: 'ec2.amazonaws.com' }),
): Promise<void> {
  const iam = new IAMClient(house.client());
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: policyOf(trusts) }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
}

/** Gives a role these statements as its only permissions. */
export async function permit(
  house: TestHouse,
  role: string,
  ...statements: readonly Statement[]
): Promise<void> {
  const input = { RoleName: role, PolicyName: 'own', PolicyDocument: policyOf(...statements) };
  await new IAMClient(house.client()).send(new PutRolePolicyCommand(input));
}

/** Launches an instance and waits until it is running. @returns its id */
export async function launchInstance(
  house: TestHouse,
  given: Partial<RunInstancesCommandInput> = {},
  region = 'us-east-1',
): Promise<string> {
  const ec2 = new EC2Client({ ...house.client(), region });
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0abcdef1234567890',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      ...given,
    }),
  );
  const id = Instances?.[0]?.InstanceId ?? '';
  await untilState(ec2, id, 'running');
  return id;
}

/** Waits until an instance is in a state; fails after a minute or more. */
export async function untilState(ec2: EC2Client, id: string, state: string): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    if (Reservations?.[0]?.Instances?.[0]?.State?.Name === state) return;
    await delay(50);
  }
  throw new Error(`${id} did not become ${state}`);
}
