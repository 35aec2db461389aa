import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../test/ec2-bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

/** The associations of an instance, as describe shows them. */
async function associationsOf(instanceId: string) {
  const { IamInstanceProfileAssociations } = await bench.ec2('DescribeIamInstanceProfileAssociations', {
    Filters: [{ Name: 'instance-id', Values: [instanceId] }],
  });
  return IamInstanceProfileAssociations ?? [];
}

async function profileOnInstance(instanceId: string) {
  const { Reservations } = await bench.ec2('DescribeInstances', { InstanceIds: [instanceId] });
  return Reservations?.[0]?.Instances?.[0]?.IamInstanceProfile;
}

describe('Associate, Replace, Disassociate', () => {
  test('an association is associating, then associated; DescribeInstances agrees at once', async () => {
    const profile = await bench.addProfile('First');
    const instance = await bench.runningInstance();
    expect(await profileOnInstance(instance)).toBeUndefined();
    const { IamInstanceProfileAssociation: made } = await bench.ec2('AssociateIamInstanceProfile', {
      InstanceId: instance,
      IamInstanceProfile: { Name: 'First' },
    });
    expect(made).toEqual({
      AssociationId: expect.stringMatching(/^iip-assoc-[0-9a-f]{17}$/),
      InstanceId: instance,
      IamInstanceProfile: { Arn: profile.arn, Id: profile.id },
      State: 'associating',
    });
    expect(await profileOnInstance(instance)).toEqual({ Arn: profile.arn, Id: profile.id });
    bench.settle();
    expect(await associationsOf(instance)).toEqual([{ ...made, State: 'associated' }]);
  });

  test('Replace gives a new association id and the old one is gone', async () => {
    await bench.addProfile('Before');
    const after = await bench.addProfile('After');
    const instance = await bench.runningInstance({ IamInstanceProfile: { Name: 'Before' } });
    const [old] = await associationsOf(instance);
    const { IamInstanceProfileAssociation: made } = await bench.ec2('ReplaceIamInstanceProfileAssociation', {
      AssociationId: old?.AssociationId ?? '',
      IamInstanceProfile: { Arn: after.arn },
    });
    expect(made).toMatchObject({
      State: 'associating',
      IamInstanceProfile: { Arn: after.arn, Id: after.id },
    });
    expect(made?.AssociationId).not.toBe(old?.AssociationId);
    expect(await associationsOf(instance)).toEqual([made]);
    expect(await profileOnInstance(instance)).toEqual({ Arn: after.arn, Id: after.id });
    expect(
      await failure(
        bench.ec2('DescribeIamInstanceProfileAssociations', { AssociationIds: [old?.AssociationId ?? ''] }),
      ),
    ).toBe(`InvalidAssociationID.NotFound: An invalid association-id of '${old?.AssociationId}' was given`);
  });

  test('Disassociate: disassociating under the same id, then absent; a second one finds nothing', async () => {
    await bench.addProfile('Gone');
    const instance = await bench.runningInstance({ IamInstanceProfile: { Name: 'Gone' } });
    const [live] = await associationsOf(instance);
    const AssociationId = live?.AssociationId ?? '';
    const { IamInstanceProfileAssociation: ending } = await bench.ec2('DisassociateIamInstanceProfile', {
      AssociationId,
    });
    expect(ending).toEqual({ ...live, State: 'disassociating' });
    expect(await associationsOf(instance)).toEqual([ending]);
    expect(await profileOnInstance(instance)).toBeUndefined();
    expect(await failure(bench.ec2('DisassociateIamInstanceProfile', { AssociationId }))).toBe(
      `InvalidAssociationID.NotFound: An invalid association-id of '${AssociationId}' was given`,
    );
    bench.settle();
    expect(await associationsOf(instance)).toEqual([]);
  });

  test('the association keeps the id of a profile that was deleted or made anew', async () => {
    const old = await bench.addProfile('Stale');
    const instance = await bench.runningInstance({ IamInstanceProfile: { Name: 'Stale' } });
    await bench.removeProfile('Stale');
    expect(await profileOnInstance(instance)).toEqual({ Arn: old.arn, Id: old.id });
    const view = await bench.house.instances.byId(instance);
    expect(view?.profile).toMatchObject({ profileId: old.id, profileArn: old.arn });
  });

  test('a stopped instance can be associated; its association cannot be replaced', async () => {
    await bench.addProfile('Still');
    const instance = await bench.runningInstance();
    await bench.ec2('StopInstances', { InstanceIds: [instance] });
    bench.settle();
    const { IamInstanceProfileAssociation: made } = await bench.ec2('AssociateIamInstanceProfile', {
      InstanceId: instance,
      IamInstanceProfile: { Name: 'Still' },
    });
    expect(
      await failure(
        bench.ec2('ReplaceIamInstanceProfileAssociation', {
          AssociationId: made?.AssociationId ?? '',
          IamInstanceProfile: { Name: 'Still' },
        }),
      ),
    ).toBe(`IncorrectState: The association ${made?.AssociationId} is not the active association`);
  });

  test('a terminated instance has no association any more (guess: AWS documents nothing)', async () => {
    await bench.addProfile('Ended');
    const instance = await bench.runningInstance({ IamInstanceProfile: { Name: 'Ended' } });
    await bench.ec2('TerminateInstances', { InstanceIds: [instance] });
    bench.settle();
    expect(await associationsOf(instance)).toEqual([]);
    expect(
      await failure(
        bench.ec2('AssociateIamInstanceProfile', {
          InstanceId: instance,
          IamInstanceProfile: { Name: 'Ended' },
        }),
      ),
    ).toBe(`IncorrectInstanceState: The instance '${instance}' is not in the 'running' or 'stopped' states.`);
  });
});

describe('what is wrong is said in EC2’s words', () => {
  const associate = (InstanceId: string, IamInstanceProfile: object) =>
    failure(bench.ec2('AssociateIamInstanceProfile', { InstanceId, IamInstanceProfile }));

  test('an unknown profile, by name, by name with a path, by ARN', async () => {
    await bench.addProfile('Known');
    const instance = await bench.runningInstance();
    expect(await associate(instance, { Name: 'Nobody' })).toBe(
      'InvalidParameterValue: Value (Nobody) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
    );
    expect(await associate(instance, { Name: '/Known' })).toBe(
      'InvalidParameterValue: Value (/Known) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
    );
    const arn = 'arn:aws:iam::123456789012:instance-profile/Nobody';
    expect(await associate(instance, { Arn: arn })).toBe(
      `InvalidParameterValue: Value (${arn}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN`,
    );
    expect(await associate(instance, { Arn: 'not-an-arn' })).toMatch(
      /^InvalidParameterValue: Value \(not-an-arn\)/,
    );
    expect(await associate(instance, {})).toBe(
      'MissingParameter: The request must contain the parameter IamInstanceProfile',
    );
    expect(await associate(instance, { Name: 'Known', Arn: arn })).toMatch(/^InvalidParameterCombination: /);
  });

  test('a profile without a role', async () => {
    const { arn } = await bench.addProfile('Empty', { withRole: false });
    const instance = await bench.runningInstance();
    const words = `InvalidParameterValue: IAM Instance Profile "${arn}" has no associated IAM Roles`;
    expect(await associate(instance, { Name: 'Empty' })).toBe(words);
    expect(
      await failure(
        bench.ec2('RunInstances', {
          ImageId: 'ami-56d4ad31',
          MinCount: 1,
          MaxCount: 1,
          IamInstanceProfile: { Name: 'Empty' },
        }),
      ),
    ).toBe(words);
  });

  test('associating twice, a pending instance, instances and associations that are not there', async () => {
    await bench.addProfile('Twice');
    const instance = await bench.runningInstance({ IamInstanceProfile: { Name: 'Twice' } });
    expect(await associate(instance, { Name: 'Twice' })).toBe(
      `IncorrectState: There is an existing association for instance ${instance}`,
    );
    const { Instances } = await bench.ec2('RunInstances', {
      ImageId: 'ami-56d4ad31',
      MinCount: 1,
      MaxCount: 1,
    });
    const pending = Instances?.[0]?.InstanceId ?? '';
    expect(await associate(pending, { Name: 'Twice' })).toBe(
      `IncorrectInstanceState: The instance '${pending}' is not in the 'running' or 'stopped' states.`,
    );
    expect(await associate('i-00000000', { Name: 'Twice' })).toBe(
      "InvalidInstanceID.NotFound: The instance ID 'i-00000000' does not exist",
    );
    expect(await associate('nonsense', { Name: 'Twice' })).toBe(
      'InvalidInstanceID.Malformed: Invalid id: "nonsense"',
    );
    const disassociate = (AssociationId: string) =>
      failure(bench.ec2('DisassociateIamInstanceProfile', { AssociationId }));
    expect(await disassociate('iip-assoc-')).toBe('InvalidParameterValue: Invalid value for associationId.');
    expect(await disassociate('iip-assoc-00000000000000000')).toBe(
      "InvalidAssociationID.NotFound: An invalid association-id of 'iip-assoc-00000000000000000' was given",
    );
  });
});

test('of 50 racing Associates on one instance one wins, the others get IncorrectState', async () => {
  await bench.addProfile('Race');
  const instance = await bench.runningInstance();
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, () =>
      bench.ec2('AssociateIamInstanceProfile', {
        InstanceId: instance,
        IamInstanceProfile: { Name: 'Race' },
      }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const codes = outcomes.flatMap((each) =>
    each.status === 'rejected' ? [(each.reason as { code: string }).code] : [],
  );
  expect(codes).toEqual(Array.from({ length: 49 }, () => 'IncorrectState'));
});

test('describe pages through associations and refuses tokens it did not make', async () => {
  await bench.addProfile('Pages');
  await bench.ec2('RunInstances', {
    ImageId: 'ami-56d4ad31',
    MinCount: 12,
    MaxCount: 12,
    IamInstanceProfile: { Name: 'Pages' },
  });
  const seen: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await bench.ec2('DescribeIamInstanceProfileAssociations', { MaxResults: 5, NextToken });
    expect(page.IamInstanceProfileAssociations?.length).toBeLessThanOrEqual(5);
    for (const { AssociationId } of page.IamInstanceProfileAssociations ?? []) seen.push(AssociationId ?? '');
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  const all = await bench.ec2('DescribeIamInstanceProfileAssociations', {});
  expect(seen).toEqual(all.IamInstanceProfileAssociations?.map(({ AssociationId }) => AssociationId));
  const bad = bench.ec2('DescribeIamInstanceProfileAssociations', { NextToken: 'x' });
  expect(await failure(bad)).toBe('InvalidNextToken: The specified NextToken is not valid.');
  const filter = bench.ec2('DescribeIamInstanceProfileAssociations', {
    Filters: [{ Name: 'tag:x', Values: ['y'] }],
  });
  expect(await failure(filter)).toBe("InvalidParameterValue: The filter 'tag:x' is invalid");
});
