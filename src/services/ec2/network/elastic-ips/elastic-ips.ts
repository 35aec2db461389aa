import type { Address, AllocateAddressRequest } from '../../../../model/generated/ec2.ts';
import type { OperationContext } from '../../../../operation/context.ts';
import type { ReadTx, WriteTx } from '../../../../store/store.ts';
import { change, describing, ec2Operation } from '../../ec2-operation.ts';
import { addressInUse, invalidParameterCombination, missingParameter, unsupported } from '../../errors.ts';
import { tagsToWire } from '../../instances/instance-to-wire.ts';
import { describeResources, type Tagged } from '../../shared/describe-resources.ts';
import type { FilterFields } from '../../shared/filters.ts';
import { placeOf, type Place } from '../../shared/place.ts';
import { ELASTIC_IP } from '../../shared/resources.ts';
import { readTagSpecifications, type Tags } from '../../tags/tags.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import { limitExceeded } from '../network-errors.ts';
import { readInterfaces, type InterfaceView } from '../network-interfaces/interface-view.ts';
import type { ElasticIpRecord } from '../network-records.ts';
import { deleteOne, insertOne, readAll, requireOne } from '../network-store.ts';
import { onNew, onResource } from '../on-resource.ts';
import { foreignAddress, unknownAddress } from './elastic-ip-errors.ts';

/** Addresses of an account in a region. */
const MAX_ADDRESSES = 5;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AllocateAddress.html */
export const allocateAddress = ec2Operation('AllocateAddress', {
  async authorizes(input, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    return onNew(context, 'AllocateAddress', 'elastic-ip', tagsOf(input), { 'ec2:Domain': 'vpc' });
  },
  async runs(input, context) {
    const tags = tagsOf(input);
    refuseWhatIsNotDone(input);
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      if ((await readAll(tx, 'elastic_ips', place)).length >= MAX_ADDRESSES) {
        throw limitExceeded('AddressLimitExceeded', 'addresses');
      }
      const public_ip = await freePublicIp(tx, context);
      const row = { id: context.house.ids.hex('eipalloc'), public_ip, interface_id: null, data: {} };
      const { id } = await insertOne(tx, 'elastic_ips', place, now, row, tags);
      return {
        answer: {
          AllocationId: id,
          PublicIpv4Pool: 'amazon',
          NetworkBorderGroup: place.region,
          Domain: 'vpc',
          PublicIp: public_ip,
        },
        made: [id],
      };
    });
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html */
export const releaseAddress = ec2Operation('ReleaseAddress', {
  async authorizes(input, context) {
    const id = await allocationOf(context, input);
    return onResource(context, 'ReleaseAddress', ELASTIC_IP, id);
  },
  async runs(input, context) {
    const id = await allocationOf(context, input);
    return change(context, input, async (tx) => {
      const address = await requireOne(tx, ELASTIC_IP, placeOf(context), id);
      if (address.interface_id !== null) throw addressInUse(address.public_ip);
      await deleteOne(tx, 'elastic_ips', id);
      return { answer: {} };
    });
  },
});

/**
 * The allocation that a request names, by its id or its address.
 *
 * @throws AwsError MissingParameter, InvalidParameterCombination, AuthFailure for an address of others
 */
export async function allocationOf(
  context: OperationContext,
  asked: { readonly AllocationId?: string | undefined; readonly PublicIp?: string | undefined },
): Promise<string> {
  const { AllocationId: id = '', PublicIp: publicIp = '' } = asked;
  if (id !== '' && publicIp !== '') {
    throw invalidParameterCombination(
      'You may specify public IP or allocation id, but not both in the same call',
    );
  }
  if (id !== '') return id;
  if (publicIp === '') throw missingParameter('AllocationId');
  const all = await context.house.store.read((tx) => readAll(tx, 'elastic_ips', placeOf(context)));
  const found = all.find(({ public_ip }) => public_ip === publicIp);
  if (found === undefined) throw foreignAddress(publicIp);
  return found.id;
}

/** An address and the interface that it leads to. */
interface AddressView {
  readonly id: string;
  readonly address: ElasticIpRecord;
  readonly nic: InterfaceView | undefined;
}

const FILTERS: FilterFields<Tagged<AddressView>> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    'allocation-id': ({ record }) => record.id,
    'association-id': ({ record }) => record.address.data.association?.id,
    domain: () => 'vpc',
    'instance-id': ({ record }) => record.nic?.instance?.id,
    'network-border-group': ({ record }) => record.address.region,
    'network-interface-id': ({ record }) => record.nic?.id,
    'network-interface-owner-id': ({ record }) => record.nic?.record.account_id,
    'private-ip-address': ({ record }) => record.address.data.association?.privateIp,
    'public-ip': ({ record }) => record.address.public_ip,
  },
};

async function readAddresses(tx: ReadTx, place: Place, now: number): Promise<readonly AddressView[]> {
  const nics = await readInterfaces(tx, place, now);
  return (await readAll(tx, 'elastic_ips', place)).map((address) => ({
    id: address.id,
    address,
    nic: nics.find(({ id }) => id === address.interface_id),
  }));
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddresses.html */
export const describeAddresses = ec2Operation('DescribeAddresses', {
  authorizes: describing('DescribeAddresses'),
  async runs({ AllocationIds: ids, PublicIps: publicIps = [], Filters }, context) {
    const now = context.house.clock.now().getTime();
    const page = await describeResources<AddressView>(
      context,
      { ids, Filters },
      {
        words: ELASTIC_IP,
        filters: FILTERS,
        reads: async (tx, place) => {
          const all = await readAddresses(tx, place, now);
          const missing = publicIps.find((ip) => !all.some(({ address }) => address.public_ip === ip));
          if (missing !== undefined) throw unknownAddress(missing);
          return all.filter(({ address }) => publicIps.length === 0 || publicIps.includes(address.public_ip));
        },
      },
    );
    return { Addresses: page.items.map(addressToWire) };
  },
});

function addressToWire({ record: { address, nic }, tags }: Tagged<AddressView>): Address {
  return {
    AllocationId: address.id,
    AssociationId: address.data.association?.id,
    Domain: 'vpc',
    InstanceId: nic?.instance?.id,
    NetworkBorderGroup: address.region,
    NetworkInterfaceId: nic?.id,
    NetworkInterfaceOwnerId: nic?.record.account_id,
    PrivateIpAddress: address.data.association?.privateIp,
    PublicIp: address.public_ip,
    PublicIpv4Pool: 'amazon',
    Tags: tagsToWire(tags),
  };
}

/**
 * Names of addresses: nobody gave one a name here.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddressesAttribute.html
 */
export const describeAddressesAttribute = ec2Operation('DescribeAddressesAttribute', {
  authorizes: describing('DescribeAddressesAttribute'),
  async runs({ AllocationIds: ids, MaxResults, NextToken }, context) {
    const page = await describeResources<ElasticIpRecord>(
      context,
      { ids, MaxResults, NextToken },
      {
        words: ELASTIC_IP,
        filters: { fields: {} },
        bounds: { min: 1, max: 1000 },
        reads: (tx, place) => readAll(tx, 'elastic_ips', place),
      },
    );
    return {
      Addresses: page.items.map(({ record }) => ({ AllocationId: record.id, PublicIp: record.public_ip })),
      NextToken: page.nextToken,
    };
  },
});

function tagsOf({ TagSpecifications }: AllocateAddressRequest): Tags | undefined {
  return readTagSpecifications(TagSpecifications, ['elastic-ip'])['elastic-ip'];
}

function refuseWhatIsNotDone(input: AllocateAddressRequest): void {
  if (input.Domain === 'standard') throw unsupported('Domain=standard');
  if (input.Address !== undefined) throw unsupported('Address');
  if (input.CustomerOwnedIpv4Pool !== undefined) throw unsupported('CustomerOwnedIpv4Pool');
  if (input.IpamPoolId !== undefined) throw unsupported('IpamPoolId');
  if (input.PublicIpv4Pool !== undefined && input.PublicIpv4Pool !== 'amazon')
    throw unsupported('PublicIpv4Pool');
}

/** An address that nobody has, of the upper half of the range for benchmarks (RFC 2544). */
async function freePublicIp(tx: WriteTx, { house }: OperationContext): Promise<string> {
  for (;;) {
    const bits = Number.parseInt(house.ids.token(4), 16);
    const ip = `198.19.${bits >> 8}.${bits & 255}`;
    const taken = await tx
      .selectFrom('elastic_ips')
      .select('id')
      .where('public_ip', '=', ip)
      .executeTakeFirst();
    if (taken === undefined) return ip;
  }
}
