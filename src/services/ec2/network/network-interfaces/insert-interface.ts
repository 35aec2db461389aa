import type { Ids } from '../../../../kernel/ids.ts';
import type { ReadTx, WriteTx } from '../../../../store/store.ts';
import { addressInUse, insufficientFreeAddresses, invalidParameterValue, notFound } from '../../errors.ts';
import type { Place } from '../../shared/place.ts';
import { SECURITY_GROUP } from '../../shared/resources.ts';
import type { Tags } from '../../tags/tags.ts';
import { formatAddress, freeAddresses, isUsable, parseAddress, parseBlock } from '../addresses.ts';
import { readUsedAddresses } from '../network-reader.ts';
import { holdSubnet } from '../subnets/hold-subnet.ts';
import type {
  GroupName,
  NetworkInterfaceData,
  NetworkInterfaceRecord,
  SubnetRecord,
} from '../network-records.ts';
import { insertOne, readAll } from '../network-store.ts';
import { groupOfOtherNetwork } from './interface-errors.ts';

/** Addresses that are asked for of a subnet: some by name, others as they come. */
export interface AddressRequest {
  readonly named: readonly string[];
  readonly further: number;
}

/**
 * Finds addresses of a subnet, those that are named first.
 *
 * @throws AwsError InvalidParameterValue, InvalidIPAddress.InUse, InsufficientFreeAddressesInSubnet
 */
export async function chooseAddresses(
  tx: WriteTx,
  place: Place,
  subnet: SubnetRecord,
  { named, further }: AddressRequest,
): Promise<readonly string[]> {
  await holdSubnet(tx, subnet.id);
  const block = parseBlock(subnet.data.cidr);
  const used = new Set((await readUsedAddresses(tx, place)).get(subnet.id));
  const chosen: string[] = [];
  for (const text of named) {
    const address = parseAddress(text);
    if (address === undefined || !isUsable(block, address)) {
      throw invalidParameterValue(
        text,
        'privateIpAddress',
        "Address does not fall within the subnet's address range",
      );
    }
    const ip = formatAddress(address);
    if (used.has(ip)) throw addressInUse(ip);
    used.add(ip);
    chosen.push(ip);
  }
  const free = freeAddresses(block, used, further);
  if (free.length < further) throw insufficientFreeAddresses();
  return [...chosen, ...free];
}

/**
 * The groups of an interface: those that are named, or the VPC's default one.
 *
 * @throws AwsError InvalidGroup.NotFound, InvalidParameterValue for one of another VPC
 */
export async function groupsOf(
  tx: ReadTx,
  place: Place,
  vpcId: string,
  ids: readonly string[],
): Promise<readonly GroupName[]> {
  const all = await readAll(tx, 'security_groups', place);
  const ofVpc = all.filter(({ vpc_id }) => vpc_id === vpcId);
  const chosen =
    ids.length === 0
      ? ofVpc.filter(({ name }) => name === 'default')
      : [...new Set(ids)].map((id) => {
          const group = all.find((each) => each.id === id);
          if (group === undefined) throw notFound(SECURITY_GROUP, [id]);
          if (group.vpc_id !== vpcId) throw groupOfOtherNetwork(id);
          return group;
        });
  return chosen.map(({ id, name }) => ({ groupId: id, groupName: name }));
}

/** Writes an interface that is on nothing. @param ips its private addresses, the first one first */
export async function insertInterface(
  tx: WriteTx,
  place: Place,
  ids: Ids,
  now: number,
  subnet: SubnetRecord,
  ips: readonly string[],
  data: NetworkInterfaceData,
  tags?: Tags,
): Promise<NetworkInterfaceRecord> {
  const [private_ip, ...others] = ips;
  if (private_ip === undefined) throw new Error('an interface without an address');
  const mac = `02:${ids.token(10).replaceAll(/(..)(?=.)/g, '$1:')}`;
  const row = {
    id: ids.hex('eni'),
    instance_id: null,
    subnet_id: subnet.id,
    private_ip,
    data: { mac, sourceDestCheck: true, ...data },
  };
  const record = await insertOne(tx, 'network_interfaces', place, now, row, tags);
  await insertSecondary(tx, record, others);
  return record;
}

/** Gives an interface further addresses. */
export async function insertSecondary(
  tx: WriteTx,
  { id, subnet_id }: Pick<NetworkInterfaceRecord, 'id' | 'subnet_id'>,
  ips: readonly string[],
): Promise<void> {
  for (const private_ip of ips) {
    await tx.insertInto('secondary_addresses').values({ interface_id: id, subnet_id, private_ip }).execute();
  }
}
