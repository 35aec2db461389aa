import type { Selectable } from 'kysely';
import type { Ec2Tables } from '../../../store/ec2-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import type { SecurityGroupData, SecurityGroupRuleData, SubnetData, VpcData } from './default-network.ts';
import type { Place } from '../shared/place.ts';

type Stored<Table extends keyof Ec2Tables, Data> = Omit<Selectable<Ec2Tables[Table]>, 'data'> & {
  readonly data: Data;
};

export type VpcRecord = Stored<'vpcs', VpcData>;
export type SubnetRecord = Stored<'subnets', SubnetData>;
export type SecurityGroupRecord = Stored<'security_groups', SecurityGroupData>;
export type SecurityGroupRuleRecord = Stored<'security_group_rules', SecurityGroupRuleData>;

function withData<Row extends { readonly data: string }>(
  row: Row,
): Omit<Row, 'data'> & { readonly data: never } {
  return { ...row, data: JSON.parse(row.data) as never };
}

/** All VPCs of a place, by id. */
export async function readVpcs(tx: ReadTx, { accountId, region }: Place): Promise<readonly VpcRecord[]> {
  const rows = await tx
    .selectFrom('vpcs')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .orderBy('id')
    .execute();
  return rows.map(withData);
}

/** All subnets of a place, by zone, then id. */
export async function readSubnets(
  tx: ReadTx,
  { accountId, region }: Place,
): Promise<readonly SubnetRecord[]> {
  const rows = await tx
    .selectFrom('subnets')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .orderBy('availability_zone')
    .orderBy('id')
    .execute();
  return rows.map(withData);
}

/** All security groups of a place, by id. */
export async function readSecurityGroups(
  tx: ReadTx,
  { accountId, region }: Place,
): Promise<readonly SecurityGroupRecord[]> {
  const rows = await tx
    .selectFrom('security_groups')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .orderBy('id')
    .execute();
  return rows.map(withData);
}

/** All security group rules of a place, by id. */
export async function readSecurityGroupRules(
  tx: ReadTx,
  { accountId, region }: Place,
): Promise<readonly SecurityGroupRuleRecord[]> {
  const rows = await tx
    .selectFrom('security_group_rules')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .orderBy('id')
    .execute();
  return rows.map(withData);
}

/** The addresses that are taken in each of the place's subnets. */
export async function readUsedAddresses(
  tx: ReadTx,
  { accountId, region }: Place,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await tx
    .selectFrom('network_interfaces')
    .select(['subnet_id', 'private_ip'])
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .execute();
  const used = new Map<string, Set<string>>();
  for (const { subnet_id, private_ip } of rows) {
    const ofSubnet = used.get(subnet_id);
    if (ofSubnet === undefined) used.set(subnet_id, new Set([private_ip]));
    else ofSubnet.add(private_ip);
  }
  return used;
}
