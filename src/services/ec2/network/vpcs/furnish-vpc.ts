import type { WriteTx } from '../../../../store/store.ts';
import type { Place } from '../../shared/place.ts';
import type { SecurityGroupRuleData, VpcRecord } from '../network-records.ts';
import { insertOne, readAll, updateData } from '../network-store.ts';

/** How new resources get their ids. @param what tells resources of one kind apart where ids are derived */
export type NewId = (prefix: string, what: string) => string;

/** The rules of a new network ACL that is a VPC's default: everything may pass. */
const ALLOW_ALL = { ruleNumber: 100, protocol: '-1', action: 'allow', cidr: '0.0.0.0/0' } as const;

/**
 * Gives a VPC what each has and what it lacks of it: its main route table, its default network ACL, which
 * its subnets have, and its default security group.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/create-vpc.html
 */
export async function furnishVpc(
  tx: WriteTx,
  place: Place,
  vpc: VpcRecord,
  newId: NewId,
  now: number,
): Promise<void> {
  const ofVpc = ({ vpc_id }: { readonly vpc_id: string }) => vpc_id === vpc.id;
  if (!(await readAll(tx, 'route_tables', place)).some((table) => ofVpc(table) && table.is_main === 1)) {
    const id = newId('rtb', 'main-route-table');
    const data = { routes: [], associations: [], mainAssociationId: newId('rtbassoc', 'main-route-table') };
    await insertOne(tx, 'route_tables', place, now, { id, vpc_id: vpc.id, is_main: 1, data });
  }
  if (!(await readAll(tx, 'network_acls', place)).some((acl) => ofVpc(acl) && acl.is_default === 1)) {
    const subnets = (await readAll(tx, 'subnets', place)).filter(ofVpc);
    const data = {
      entries: [
        { ...ALLOW_ALL, isEgress: true },
        { ...ALLOW_ALL, isEgress: false },
      ],
      associations: subnets.map(({ id }) => ({ id: newId('aclassoc', id), subnetId: id })),
    };
    const id = newId('acl', 'network-acl');
    await insertOne(tx, 'network_acls', place, now, { id, vpc_id: vpc.id, is_default: 1, data });
  }
  const groups = await readAll(tx, 'security_groups', place);
  if (groups.some((group) => ofVpc(group) && group.name === 'default')) return;
  const groupId = newId('sg', 'security-group');
  const data = { description: 'default VPC security group' };
  const group = { id: groupId, vpc_id: vpc.id, name: 'default', data };
  await insertOne(tx, 'security_groups', place, now, group);
  for (const rule of defaultRules(groupId)) {
    const id = newId('sgr', rule.isEgress ? 'egress' : 'ingress');
    await insertOne(tx, 'security_group_rules', place, now, { id, group_id: groupId, data: rule });
  }
}

/** Puts a new subnet under its VPC's default network ACL. */
export async function coverByDefaultAcl(
  tx: WriteTx,
  place: Place,
  { vpc_id, id }: { readonly vpc_id: string; readonly id: string },
  associationId: string,
): Promise<void> {
  const acls = await readAll(tx, 'network_acls', place);
  const acl = acls.find((each) => each.vpc_id === vpc_id && each.is_default === 1);
  if (acl === undefined) throw new Error(`${vpc_id} has no default network ACL`);
  const associations = [...acl.data.associations, { id: associationId, subnetId: id }];
  await updateData(tx, 'network_acls', acl, { associations });
}

/** All traffic from the group's own members, all traffic to anywhere. */
function defaultRules(groupId: string): readonly SecurityGroupRuleData[] {
  const all = { protocol: '-1', fromPort: -1, toPort: -1 };
  return [
    { ...all, isEgress: false, referencedGroupId: groupId },
    { ...all, isEgress: true, cidrIpv4: '0.0.0.0/0' },
  ];
}
