import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../test/ec2-bench.ts';

/** What becomes of an association when something else changes. */

let bench: Bench;
let count = 0;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

async function associated() {
  const name = `Profile${++count}`;
  const profile = await bench.addProfile(name);
  const InstanceId = await bench.runningInstance({ IamInstanceProfile: { Name: name } });
  const [association] = await associationsOf(InstanceId);
  return { name, profile, InstanceId, AssociationId: association?.AssociationId ?? '' };
}

async function associationsOf(instanceId: string) {
  const { IamInstanceProfileAssociations = [] } = await bench.ec2('DescribeIamInstanceProfileAssociations', {
    Filters: [{ Name: 'instance-id', Values: [instanceId] }],
  });
  return IamInstanceProfileAssociations;
}

async function shown(instanceId: string) {
  const { Reservations } = await bench.ec2('DescribeInstances', { InstanceIds: [instanceId] });
  return Reservations?.[0]?.Instances?.[0];
}

async function emptyProfile(id: string): Promise<void> {
  await bench.house.store.write(async (tx) => {
    await tx.updateTable('instance_profiles').set({ role_id: null }).where('profile_id', '=', id).execute();
  });
}

test('a profile that loses its role stays associated; it can be associated with no other instance', async () => {
  const { name, profile, InstanceId, AssociationId } = await associated();
  await emptyProfile(profile.id);
  expect(await associationsOf(InstanceId)).toMatchObject([{ AssociationId, State: 'associated' }]);
  expect((await shown(InstanceId))?.IamInstanceProfile).toEqual({ Arn: profile.arn, Id: profile.id });
  const other = await bench.runningInstance();
  const IamInstanceProfile = { Name: name };
  const words = `InvalidParameterValue: IAM Instance Profile "${profile.arn}" has no associated IAM Roles`;
  expect(
    await failure(bench.ec2('AssociateIamInstanceProfile', { InstanceId: other, IamInstanceProfile })),
  ).toBe(words);
  const { AssociationId: present } = await associated();
  expect(
    await failure(
      bench.ec2('ReplaceIamInstanceProfileAssociation', { AssociationId: present, IamInstanceProfile }),
    ),
  ).toBe(words);
});

test('a profile that is deleted stays associated under its id; only disassociating ends it', async () => {
  const { name, profile, InstanceId, AssociationId } = await associated();
  await bench.removeProfile(name);
  expect((await shown(InstanceId))?.IamInstanceProfile).toEqual({ Arn: profile.arn, Id: profile.id });
  await bench.ec2('DisassociateIamInstanceProfile', { AssociationId });
  bench.settle();
  expect(await associationsOf(InstanceId)).toEqual([]);
  expect((await shown(InstanceId))?.IamInstanceProfile).toBeUndefined();
});

test('stopping and starting keep the association and its id', async () => {
  const { InstanceId, AssociationId, profile } = await associated();
  await bench.ec2('StopInstances', { InstanceIds: [InstanceId] });
  bench.settle();
  expect(await associationsOf(InstanceId)).toMatchObject([{ AssociationId, State: 'associated' }]);
  await bench.ec2('StartInstances', { InstanceIds: [InstanceId] });
  bench.settle();
  expect(await associationsOf(InstanceId)).toMatchObject([{ AssociationId, State: 'associated' }]);
  expect((await shown(InstanceId))?.IamInstanceProfile).toEqual({ Arn: profile.arn, Id: profile.id });
});

test('as Terraform changes the profile of a stopped instance: disassociate, then associate', async () => {
  const { InstanceId, AssociationId } = await associated();
  const next = await bench.addProfile('NextForStopped');
  await bench.ec2('StopInstances', { InstanceIds: [InstanceId] });
  bench.settle();
  await bench.ec2('DisassociateIamInstanceProfile', { AssociationId });
  const { IamInstanceProfileAssociation } = await bench.ec2('AssociateIamInstanceProfile', {
    InstanceId,
    IamInstanceProfile: { Arn: next.arn },
  });
  expect(IamInstanceProfileAssociation?.State).toBe('associating');
  expect((await shown(InstanceId))?.IamInstanceProfile).toEqual({ Arn: next.arn, Id: next.id });
});

test('terminated, an instance takes no profile, and its association is not to be replaced or ended', async () => {
  const { InstanceId, AssociationId, name } = await associated();
  await bench.ec2('TerminateInstances', { InstanceIds: [InstanceId] });
  bench.settle();
  const IamInstanceProfile = { Name: name };
  expect(await failure(bench.ec2('AssociateIamInstanceProfile', { InstanceId, IamInstanceProfile }))).toBe(
    `IncorrectInstanceState: The instance '${InstanceId}' is not in the 'running' or 'stopped' states.`,
  );
  const gone = `InvalidAssociationID.NotFound: An invalid association-id of '${AssociationId}' was given`;
  expect(
    await failure(bench.ec2('ReplaceIamInstanceProfileAssociation', { AssociationId, IamInstanceProfile })),
  ).toBe(gone);
  expect(await failure(bench.ec2('DisassociateIamInstanceProfile', { AssociationId }))).toBe(gone);
});

test('of two that replace at once one finds the association gone, and one association is left', async () => {
  const { InstanceId, AssociationId } = await associated();
  const profiles = [await bench.addProfile('RacedA'), await bench.addProfile('RacedB')];
  const settled = await Promise.allSettled(
    profiles.map(({ arn }) =>
      bench.ec2('ReplaceIamInstanceProfileAssociation', { AssociationId, IamInstanceProfile: { Arn: arn } }),
    ),
  );
  expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const left = await associationsOf(InstanceId);
  expect(left).toHaveLength(1);
  expect(left[0]?.AssociationId).not.toBe(AssociationId);
  expect((await shown(InstanceId))?.IamInstanceProfile?.Arn).toBe(left[0]?.IamInstanceProfile?.Arn);
});

test('of replacing and disassociating at once both cannot win', async () => {
  const { InstanceId, AssociationId } = await associated();
  const { arn } = await bench.addProfile('RacedC');
  const settled = await Promise.allSettled([
    bench.ec2('ReplaceIamInstanceProfileAssociation', { AssociationId, IamInstanceProfile: { Arn: arn } }),
    bench.ec2('DisassociateIamInstanceProfile', { AssociationId }),
  ]);
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const live = (await associationsOf(InstanceId)).find(({ State }) => State !== 'disassociating');
  expect((await shown(InstanceId))?.IamInstanceProfile?.Arn).toBe(live?.IamInstanceProfile?.Arn);
});
