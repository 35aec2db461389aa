import type { ReadTx } from '../../../store/store.ts';
import type { Place } from '../shared/place.ts';
import type {
  SecurityGroupRecord,
  SecurityGroupRuleRecord,
  SubnetRecord,
  VpcRecord,
} from './network-records.ts';
import { readAll } from './network-store.ts';

/** All VPCs of a place, by id. */
export function readVpcs(tx: ReadTx, place: Place): Promise<readonly VpcRecord[]> {
  return readAll(tx, 'vpcs', place);
}

/** The VPC that is used where a request names none; it can be deleted. */
export async function findDefaultVpc(tx: ReadTx, place: Place): Promise<VpcRecord | undefined> {
  return (await readVpcs(tx, place)).find(({ is_default }) => is_default === 1);
}

/** All subnets of a place, by zone, then id. */
export async function readSubnets(tx: ReadTx, place: Place): Promise<readonly SubnetRecord[]> {
  const subnets = await readAll(tx, 'subnets', place);
  const order = ({ availability_zone, id }: SubnetRecord) => `${availability_zone} ${id}`;
  return subnets.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** All security groups of a place, by id. */
export function readSecurityGroups(tx: ReadTx, place: Place): Promise<readonly SecurityGroupRecord[]> {
  return readAll(tx, 'security_groups', place);
}

/** All security group rules of a place, by id. */
export function readSecurityGroupRules(
  tx: ReadTx,
  place: Place,
): Promise<readonly SecurityGroupRuleRecord[]> {
  return readAll(tx, 'security_group_rules', place);
}

/** The addresses that are taken in each of the place's subnets. */
export async function readUsedAddresses(
  tx: ReadTx,
  { accountId, region }: Place,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const first = await tx
    .selectFrom('network_interfaces')
    .select(['subnet_id', 'private_ip'])
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .execute();
  const further = await tx
    .selectFrom('secondary_addresses')
    .innerJoin('network_interfaces', 'network_interfaces.id', 'secondary_addresses.interface_id')
    .select(['secondary_addresses.subnet_id', 'secondary_addresses.private_ip'])
    .where('network_interfaces.account_id', '=', accountId)
    .where('network_interfaces.region', '=', region)
    .execute();
  const used = new Map<string, Set<string>>();
  for (const { subnet_id, private_ip } of [...first, ...further]) {
    const ofSubnet = used.get(subnet_id);
    if (ofSubnet === undefined) used.set(subnet_id, new Set([private_ip]));
    else ofSubnet.add(private_ip);
  }
  return used;
}
