import type { Reservation, RunInstancesRequest } from '../../../model/generated/ec2.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { perCall } from '../../../operation/per-call.ts';
import type { ReadTx, WriteTx } from '../../../store/store.ts';
import { liveAssociations } from '../profile-associations/associations.ts';
import { ensureDefaultNetwork } from '../network/default-network.ts';
import { change, ec2Operation, type Changed } from '../ec2-operation.ts';
import { idempotentParameterMismatch, insufficientFreeAddresses } from '../errors.ts';
import { forgetTerminated } from '../instances/forget-terminated.ts';
import { readTags, toInstanceRecord, type InstanceRecord } from '../instances/instance-record.ts';
import { instanceToWire, reservationToWire } from '../instances/instance-to-wire.ts';
import { launchInstance, type Launched } from './launch.ts';
import { launchAuthorizations } from './launch-authorizations.ts';
import { readLaunchRequest, type LaunchRequest } from './launch-request.ts';
import { findLaunchSite } from './launch-site.ts';
import { placeOf, type Place } from '../shared/place.ts';
import { findNamedProfile, type NamedProfile } from '../profile-associations/profile-specification.ts';

/** What the call is about, looked up once: what was authorised is what is launched. */
const load = perCall(async (input: RunInstancesRequest, context) => ({
  request: readLaunchRequest(input),
  named: await findNamedProfile(context, input.IamInstanceProfile),
}));

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html */
export const runInstances = ec2Operation('RunInstances', {
  async authorizes(input, context) {
    const place = placeOf(context);
    const { request, named } = await load(input, context);
    await ensureDefaultNetwork(context.house.store, place, context.house.clock.now());
    return context.house.store.read(async (tx) => {
      const site = await findLaunchSite(tx, place, request);
      const ids = [site.subnet, site.keyPair, ...site.groups].flatMap((resource) => resource?.id ?? []);
      return launchAuthorizations(context, request, site, named, await readTags(tx, ids));
    });
  },

  async runs(input, context) {
    const { request, named } = await load(input, context);
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      await forgetTerminated(tx, place, now);
      const earlier = await findEarlier(tx, place, request);
      if (earlier.length > 0) return { answer: await describeEarlier(tx, earlier, request, now) };
      return launchAll(tx, context, request, named, now);
    });
  },
});

/** What the same client token launched before. */
async function findEarlier(
  tx: ReadTx,
  { accountId, region }: Place,
  { clientToken }: LaunchRequest,
): Promise<readonly InstanceRecord[]> {
  if (clientToken === undefined) return [];
  const rows = await tx
    .selectFrom('instances')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .where('client_token', '=', clientToken)
    .orderBy('launch_index')
    .execute();
  return rows.map(toInstanceRecord);
}

async function describeEarlier(
  tx: ReadTx,
  records: readonly InstanceRecord[],
  { digest }: LaunchRequest,
  now: number,
): Promise<Reservation> {
  if (records[0]?.data.requestDigest !== digest) throw idempotentParameterMismatch();
  const ids = records.map(({ id }) => id);
  const tags = await readTags(tx, ids);
  const associations = await liveAssociations(tx, ids);
  const instances = records.map((record) =>
    instanceToWire(record, { tags: tags.get(record.id), association: associations.get(record.id), now }),
  );
  return reservationToWire(records, instances);
}

async function launchAll(
  tx: WriteTx,
  { house, ...context }: OperationContext,
  request: LaunchRequest,
  named: NamedProfile | undefined,
  now: number,
): Promise<Changed<Reservation>> {
  const place = placeOf({ house, ...context });
  const { subnet, ...site } = await findLaunchSite(tx, place, request);
  const problem = site.problem ?? named?.problem;
  if (problem !== undefined) throw problem;
  if (subnet === undefined) throw insufficientFreeAddresses();
  const launch = {
    place,
    house,
    request,
    site: { ...site, subnet },
    profile: named?.profile,
    reservationId: house.ids.hex('r'),
    now,
  };
  const launched: Launched[] = [];
  for (const [index, ip] of site.addresses.entries())
    launched.push(await launchInstance(tx, launch, index, ip));
  const records = launched.map(({ record }) => record);
  const instances = launched.map(({ record, association }) =>
    instanceToWire(record, { tags: request.tags.instance, association, now }),
  );
  return { answer: reservationToWire(records, instances), instances: records.map(({ id }) => id) };
}
