import type { CreateNatGatewayRequest, NatGateway } from '../../../../model/generated/ec2.ts';
import type { OperationContext } from '../../../../operation/context.ts';
import { putSystemTags } from '../../../../operation/resource-tags.ts';
import type { WriteTx } from '../../../../store/store.ts';
import { change, describing, ec2Operation } from '../../ec2-operation.ts';
import { missingParameter, unsupported } from '../../errors.ts';
import { readTags } from '../../instances/instance-record.ts';
import { tagsToWire } from '../../instances/instance-to-wire.ts';
import { onceByToken } from '../../shared/client-tokens.ts';
import { describeResources, type Tagged } from '../../shared/describe-resources.ts';
import type { FilterFields } from '../../shared/filters.ts';
import { ec2Arn, placeOf, type Place } from '../../shared/place.ts';
import { ELASTIC_IP, NAT_GATEWAY, SUBNET } from '../../shared/resources.ts';
import { readTagSpecifications, type Tags } from '../../tags/tags.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import { associate, letElasticIpsGo } from '../elastic-ips/elastic-ip-association.ts';
import {
  addressIsAssociated,
  natGatewayNotFound,
  natGatewayWithoutAddress,
} from '../elastic-ips/elastic-ip-errors.ts';
import { limitExceeded } from '../network-errors.ts';
import { chooseAddresses, insertInterface } from '../network-interfaces/insert-interface.ts';
import { requireInterface } from '../network-interfaces/interface-view.ts';
import type { NatGatewayData, NatGatewayRecord, SubnetRecord } from '../network-records.ts';
import { deleteOne, findOne, insertOne, readAll, requireOne, updateData } from '../network-store.ts';
import { onNew, onResource } from '../on-resource.ts';
import { natGatewayState } from './nat-gateway-state.ts';

/** Gateways of a zone. */
const MAX_PER_ZONE = 5;

/** How long a deleted gateway is still shown: `approximately one hour`, ms. */
const VISIBLE_MS = 60 * 60 * 1000;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html */
export const createNatGateway = ec2Operation('CreateNatGateway', {
  async authorizes(input, context) {
    const place = placeOf(context);
    await ensureDefaultNetwork(context.house.store, place, context.house.clock.now());
    const action = 'CreateNatGateway';
    const { subnetId, allocationId } = readRequest(input);
    const subnet = await context.house.store.read((tx) => findOne(tx, 'subnets', place, subnetId));
    const keys = { 'ec2:Vpc': subnet && ec2Arn(place, `vpc/${subnet.vpc_id}`) };
    return [
      await onResource(context, action, SUBNET, subnetId),
      ...(allocationId === undefined ? [] : [await onResource(context, action, ELASTIC_IP, allocationId)]),
      ...onNew(context, action, 'natgateway', tagsOf(input), keys),
    ];
  },
  async runs(input, context) {
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const id = await onceByToken(tx, place, 'CreateNatGateway', input, now, () =>
        make(tx, context, input, now),
      );
      const record = await requireOne(tx, NAT_GATEWAY, place, id);
      const tags = (await readTags(tx, [id])).get(id);
      return {
        answer: { NatGateway: natGatewayToWire({ record, tags }, now), ClientToken: input.ClientToken },
      };
    });
  },
});

async function make(
  tx: WriteTx,
  context: OperationContext,
  input: CreateNatGatewayRequest,
  now: number,
): Promise<string> {
  const place = placeOf(context);
  const { ids, settings } = context.house;
  const { subnetId, allocationId, connectivity } = readRequest(input);
  const subnet = await requireOne(tx, SUBNET, place, subnetId);
  await assertRoom(tx, place, subnet, now);
  const id = ids.hex('nat');
  const availableAt = now + settings.pace.natGateway;
  const gateways = await readAll(tx, 'internet_gateways', place);
  const isReached = gateways.some(({ vpc_id }) => vpc_id === subnet.vpc_id);
  let data: NatGatewayData = { connectivity, availableAt, allocationId };
  if (connectivity === 'public' && !isReached) {
    const message = `Network ${subnet.vpc_id} has no Internet gateway attached`;
    data = { ...data, failure: { code: 'Gateway.NotAttached', message } };
  } else {
    const { PrivateIpAddress } = input;
    const asked =
      PrivateIpAddress === undefined ? { named: [], further: 1 } : { named: [PrivateIpAddress], further: 0 };
    const ips = await chooseAddresses(tx, place, subnet, asked);
    const nic = await insertInterface(tx, place, ids, now, subnet, ips, {
      description: `Interface for NAT Gateway ${id}`,
      sourceDestCheck: false,
      groups: [],
      natGatewayId: id,
    });
    data = { ...data, interfaceId: nic.id, privateIp: nic.private_ip };
    if (allocationId !== undefined) {
      const address = await requireOne(tx, ELASTIC_IP, place, allocationId);
      const { association: earlier } = address.data;
      if (earlier !== undefined) throw addressIsAssociated(allocationId, earlier.id);
      const association = { id: ids.hex('eipassoc'), privateIp: nic.private_ip };
      await associate(tx, address, await requireInterface(tx, place, nic.id, now), association);
      data = { ...data, publicIp: address.public_ip, associationId: association.id };
    }
  }
  const row = { id, vpc_id: subnet.vpc_id, subnet_id: subnet.id, data };
  await insertOne(tx, 'nat_gateways', place, now, row, tagsOf(input));
  await putSystemTags(tx, id, context.facts);
  return id;
}

/** Forgets gateways that are shown no more. @throws AwsError NatGatewayLimitExceeded */
async function assertRoom(tx: WriteTx, place: Place, subnet: SubnetRecord, now: number): Promise<void> {
  const all = await readAll(tx, 'nat_gateways', place);
  for (const nat of all) if (!isVisible(nat, now)) await deleteOne(tx, 'nat_gateways', nat.id);
  const subnets = await readAll(tx, 'subnets', place);
  const inZone = new Set(
    subnets.flatMap(({ id, availability_zone }) =>
      availability_zone === subnet.availability_zone ? id : [],
    ),
  );
  const live = all.filter((nat) => inZone.has(nat.subnet_id) && nat.data.deletion === undefined);
  if (live.length >= MAX_PER_ZONE) throw limitExceeded('NatGatewayLimitExceeded', 'NAT gateways');
}

/**
 * Deletes a gateway; its address and its interface are free at once, and it is shown as deleted for an hour.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNatGateway.html
 */
export const deleteNatGateway = ec2Operation('DeleteNatGateway', {
  authorizes: ({ NatGatewayId }, context) =>
    onResource(context, 'DeleteNatGateway', NAT_GATEWAY, NatGatewayId),
  runs: (input, context) =>
    change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const nat = await findOne(tx, 'nat_gateways', place, input.NatGatewayId);
      if (nat === undefined || !isVisible(nat, now)) throw natGatewayNotFound(input.NatGatewayId);
      const { interfaceId, deletion } = nat.data;
      if (deletion === undefined) {
        if (interfaceId !== undefined) {
          await letElasticIpsGo(tx, await requireInterface(tx, place, interfaceId, now));
          await deleteOne(tx, 'network_interfaces', interfaceId);
        }
        const endsAt = now + context.house.settings.pace.natGateway;
        await updateData(tx, 'nat_gateways', nat, { deletion: { at: now, endsAt } });
      }
      return { answer: { NatGatewayId: nat.id } };
    }),
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNatGateways.html */
export const describeNatGateways = ec2Operation('DescribeNatGateways', {
  authorizes: describing('DescribeNatGateways'),
  async runs({ NatGatewayIds: ids = [], Filter: Filters, MaxResults, NextToken }, context) {
    const now = context.house.clock.now().getTime();
    const page = await describeResources<NatGatewayRecord>(
      context,
      { ids: undefined, Filters, MaxResults, NextToken },
      {
        words: NAT_GATEWAY,
        filters: filtersAt(now),
        reads: async (tx, place) => {
          const all = (await readAll(tx, 'nat_gateways', place)).filter((nat) => isVisible(nat, now));
          const missing = ids.find((id) => !all.some((nat) => nat.id === id));
          if (missing !== undefined) throw natGatewayNotFound(missing);
          return all.filter(({ id }) => ids.length === 0 || ids.includes(id));
        },
      },
    );
    return {
      NatGateways: page.items.map((each) => natGatewayToWire(each, now)),
      NextToken: page.nextToken,
    };
  },
});

function filtersAt(now: number): FilterFields<Tagged<NatGatewayRecord>> {
  return {
    tags: ({ tags }) => tags ?? {},
    fields: {
      'nat-gateway-id': ({ record }) => record.id,
      state: ({ record }) => natGatewayState(record, now),
      'subnet-id': ({ record }) => record.subnet_id,
      'vpc-id': ({ record }) => record.vpc_id,
    },
  };
}

function isVisible({ data: { deletion } }: NatGatewayRecord, now: number): boolean {
  return deletion === undefined || now < deletion.endsAt + VISIBLE_MS;
}

function natGatewayToWire({ record, tags }: Tagged<NatGatewayRecord>, now: number): NatGateway {
  const { data } = record;
  const state = natGatewayState(record, now);
  const isDone = state === 'available' || state === 'deleting' || state === 'deleted';
  return {
    CreateTime: new Date(record.created_at),
    DeleteTime: data.deletion && new Date(data.deletion.at),
    FailureCode: state === 'failed' ? data.failure?.code : undefined,
    FailureMessage: state === 'failed' ? data.failure?.message : undefined,
    NatGatewayAddresses: [
      {
        AllocationId: data.allocationId,
        AssociationId: data.associationId,
        IsPrimary: true,
        NetworkInterfaceId: isDone ? data.interfaceId : undefined,
        PrivateIp: isDone ? data.privateIp : undefined,
        PublicIp: isDone ? data.publicIp : undefined,
        Status: state === 'pending' ? 'associating' : state === 'failed' ? 'failed' : 'succeeded',
      },
    ],
    NatGatewayId: record.id,
    State: state,
    SubnetId: record.subnet_id,
    VpcId: record.vpc_id,
    Tags: tagsToWire(tags),
    ConnectivityType: data.connectivity,
  };
}

function tagsOf({ TagSpecifications }: CreateNatGatewayRequest): Tags | undefined {
  return readTagSpecifications(TagSpecifications, ['natgateway']).natgateway;
}

/** @throws AwsError MissingParameter, NotImplemented for what the house has not */
function readRequest(input: CreateNatGatewayRequest) {
  const { SubnetId: subnetId = '', AllocationId = '', ConnectivityType: connectivity = 'public' } = input;
  if (input.AvailabilityMode === 'regional') throw unsupported('AvailabilityMode=regional');
  if (input.AvailabilityZoneAddresses !== undefined) throw unsupported('AvailabilityZoneAddresses');
  if ((input.SecondaryAllocationIds?.length ?? 0) > 0) throw unsupported('SecondaryAllocationIds');
  if ((input.SecondaryPrivateIpAddresses?.length ?? 0) > 0) throw unsupported('SecondaryPrivateIpAddresses');
  if ((input.SecondaryPrivateIpAddressCount ?? 0) > 0) throw unsupported('SecondaryPrivateIpAddressCount');
  if (subnetId === '') throw missingParameter('SubnetId');
  if (connectivity === 'public' && AllocationId === '') throw natGatewayWithoutAddress();
  const allocationId = connectivity === 'public' ? AllocationId : undefined;
  return { subnetId, allocationId, connectivity };
}
