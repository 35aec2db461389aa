import type { AwsError } from '../src/kernel/aws-error.ts';
import type { Caller } from '../src/kernel/caller.ts';
import type { Ec2Operations } from '../src/model/generated/ec2.ts';
import type { Service } from '../src/operation/service.ts';
import { ACCOUNT, documentOf, openInProcessHouse, type InProcessHouse } from './in-process-house.ts';
import { ec2Service } from '../src/services/ec2/service.ts';

/** A house with EC2 alone, for tests of its operations. */
export interface Bench extends InProcessHouse {
  /** Calls one of EC2's operations, as root unless told otherwise. */
  ec2<Name extends keyof Ec2Operations>(
    name: Name,
    input: Ec2Operations[Name]['input'],
    caller?: Caller,
  ): Promise<Ec2Operations[Name]['output']>;
  /** Launches one instance and lets it come up. @returns its id */
  runningInstance(input?: Partial<Ec2Operations['RunInstances']['input']>): Promise<string>;
  /** Lets every transition under way end. */
  settle(): void;
  /** Writes an instance profile, with a role that EC2 may assume unless told otherwise. @returns its id and ARN */
  addProfile(name: string, options?: { readonly withRole?: boolean }): Promise<{ id: string; arn: string }>;
  removeProfile(name: string): Promise<void>;
}

export const IMAGE_ID = 'ami-56d4ad31';
const EC2_TRUST = documentOf({
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

/** @param further services beside EC2, each under its name */
export async function openBench(further: Readonly<Record<string, Service>> = {}): Promise<Bench> {
  const house = await openInProcessHouse({ ec2: ec2Service, ...further });
  const ec2: Bench['ec2'] = async (name, input, caller = house.root) =>
    (await house.call(caller, 'ec2', name, input)) as never;
  const settle = () => house.clock.advance(1000);
  const { store, ids, clock } = house.house;
  return {
    ...house,
    ec2,
    settle,
    async runningInstance(input = {}) {
      const { Instances } = await ec2('RunInstances', {
        ImageId: IMAGE_ID,
        MinCount: 1,
        MaxCount: 1,
        ...input,
      });
      settle();
      return Instances?.[0]?.InstanceId ?? '';
    },
    async addProfile(name, { withRole = true } = {}) {
      const role = withRole ? await house.addRole(`${name}Role`, { trust: EC2_TRUST }) : undefined;
      const id = ids.unique('AIPA');
      await store.write(async (tx) => {
        await tx
          .insertInto('instance_profiles')
          .values({
            profile_id: id,
            account_id: ACCOUNT,
            name,
            name_key: name.toLowerCase(),
            path: '/',
            created_at: clock.now().getTime(),
            role_id: role?.roleId ?? null,
          })
          .execute();
      });
      return { id, arn: `arn:aws:iam::${ACCOUNT}:instance-profile/${name}` };
    },
    async removeProfile(name) {
      await store.write(async (tx) => {
        await tx.deleteFrom('instance_profiles').where('name', '=', name).execute();
      });
    },
  };
}

/** What a call failed with, as code and message; fails when it did not fail. */
export async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    const { code, message } = error as AwsError;
    return `${code}: ${message}`;
  }
  throw new Error('the call did not fail');
}
