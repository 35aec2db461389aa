import type { Reservation, RunInstancesRequest } from '../../../model/generated/ec2.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { perCall } from '../../../operation/per-call.ts';
import type { ReadTx, WriteTx } from '../../../store/store.ts';
import { liveAssociations } from '../profile-associations/associations.ts';
import { ensureDefaultNetwork } from '../network/default-network.ts';
import { freePublicIps } from '../network/given-addresses.ts';
import { holdSubnet } from '../network/subnets/hold-subnet.ts';
import { change, ec2Operation, type Changed } from '../ec2-operation.ts';
import { idempotentParameterMismatch, insufficientFreeAddresses } from '../errors.ts';
import { forgetTerminated } from '../instances/forget-terminated.ts';
import { readTags, toInstanceRecord, type InstanceRecord } from '../instances/instance-record.ts';
import { instanceToWire, reservationToWire } from '../instances/instance-to-wire.ts';
import { findChosenTemplate, templateTags, type ChosenTemplate } from './chosen-template.ts';
import { getsPublicIp, launchInstance, type Launched } from './launch.ts';
import { launchAuthorizations, usingTemplate } from './launch-authorizations.ts';
import { readLaunchRequest, type LaunchRequest } from './launch-request.ts';
import { resolveImage } from './resolve-image.ts';
import { mergeTemplate } from './merge-template.ts';
import { findLaunchSite } from './launch-site.ts';
import type { Tags } from '../tags/tags.ts';
import { readInstanceInterfaces } from '../network/network-interfaces/instance-interfaces.ts';
import { placeOf, type Place } from '../shared/place.ts';
import { vpcsWithPublicNames } from '../network/vpcs/public-names.ts';
import { findNamedProfile, type NamedProfile } from '../profile-associations/profile-specification.ts';

/** What the call is about, looked up once: what was authorised is what is launched. */
const load = perCall(async (asked: RunInstancesRequest, context) => {
  const template = await findChosenTemplate(context, asked);
  if (template?.found.problem !== undefined) {
    return { template, problem: template.found.problem };
  }
  const merged = template === undefined ? asked : mergeTemplate(asked, template.found.data);
  const input = await resolveImage(context, merged);
  return {
    template,
    request: readLaunchRequest(input, asked),
    named: await findNamedProfile(context, input.IamInstanceProfile),
  };
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html */
export const runInstances = ec2Operation('RunInstances', {
  async authorizes(input, context) {
    const place = placeOf(context);
    const { request, named, template } = await load(input, context);
    // Of a launch whose template is not there nothing else is known.
    if (request === undefined) return usingTemplate(context, template);
    await ensureDefaultNetwork(context.house.store, place, context.house.clock.now());
    const now = context.house.clock.now().getTime();
    return context.house.store.read(async (tx) => {
      const site = await findLaunchSite(tx, place, request, now);
      const ids = [site.subnet, site.keyPair, ...site.groups].flatMap((resource) => resource?.id ?? []);
      ids.push(request.imageId, ...site.snapshots.keys(), ...site.given.keys());
      const tags = await readTags(tx, ids);
      return launchAuthorizations(context, { request, site, named, template, tags });
    });
  },

  async runs(input, context) {
    const { request, named, template, problem } = await load(input, context);
    if (request === undefined) throw problem;
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      await forgetTerminated(tx, place, now);
      const earlier = await findEarlier(tx, place, request);
      if (earlier.length > 0) return { answer: await describeEarlier(tx, earlier, request, place, now) };
      return launchAll(tx, context, { request, named, template }, now);
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
  place: Place,
  now: number,
): Promise<Reservation> {
  if (records[0]?.data.requestDigest !== digest) throw idempotentParameterMismatch();
  const ids = records.map(({ id }) => id);
  const tags = await readTags(tx, ids);
  const associations = await liveAssociations(tx, ids);
  const naming = await vpcsWithPublicNames(tx, place);
  const instances = records.map((record) =>
    instanceToWire(record, {
      tags: tags.get(record.id),
      association: associations.get(record.id),
      hasPublicNames: naming.has(record.vpc_id),
      now,
    }),
  );
  return reservationToWire(records, instances);
}

/** What is to be launched. */
interface Wanted {
  readonly request: LaunchRequest;
  readonly named: NamedProfile | undefined;
  readonly template: ChosenTemplate | undefined;
}

async function launchAll(
  tx: WriteTx,
  { house, ...context }: OperationContext,
  { request, named, template }: Wanted,
  now: number,
): Promise<Changed<Reservation>> {
  const place = placeOf({ house, ...context });
  const { subnet, ...site } = await findLaunchSite(tx, place, request, now);
  const problem = site.problem ?? named?.problem;
  if (problem !== undefined) throw problem;
  if (subnet === undefined) throw insufficientFreeAddresses();
  const instanceTags = allTags(request.tags.instance, templateTags(template));
  const launch = {
    place,
    house,
    request,
    site: { ...site, subnet },
    profile: named?.profile,
    tags: instanceTags,
    hasPublicIp: getsPublicIp(request, subnet),
    reservationId: house.ids.hex('r'),
    now,
  };
  await holdSubnet(tx, subnet.id);
  const { addresses } = site;
  const publicIps = await freePublicIps(tx, house.ids, launch.hasPublicIp ? addresses.length : 0);
  const launched: Launched[] = [];
  for (const [index, privateIp] of addresses.entries()) {
    launched.push(await launchInstance(tx, launch, index, { privateIp, publicIp: publicIps[index] }));
  }
  const records = launched.map(({ record }) => record);
  const interfaces = await readInstanceInterfaces(tx, place, now);
  const naming = await vpcsWithPublicNames(tx, place);
  const instances = launched.map(({ record, association }) =>
    instanceToWire(asJustLaunched(record), {
      tags: instanceTags,
      association,
      interfaces: interfaces.get(record.id),
      hasPublicNames: naming.has(record.vpc_id),
      now,
    }),
  );
  const made = records.map(({ id }) => id);
  return { answer: reservationToWire(records, instances), instances: made, made };
}

/** An instance as its launch answers it: its public address and its volumes are only on their way. */
function asJustLaunched(record: InstanceRecord): InstanceRecord {
  return { ...record, public_ip: null, data: { ...record.data, blockDevices: [] } };
}

function allTags(own: Tags | undefined, ofTemplate: Tags | undefined): Tags | undefined {
  return ofTemplate === undefined ? own : { ...own, ...ofTemplate };
}
