import { createHash } from 'node:crypto';
import type { Store, WriteTx } from '../../../store/store.ts';
import { invalidValue } from '../errors.ts';
import type { Place } from '../shared/place.ts';
import { isRegionName, zonesOf } from '../regions/regions.ts';

/** What a VPC's row holds in `data`. */
export interface VpcData {
  readonly cidr: string;
  readonly cidrAssociationId: string;
  readonly dhcpOptionsId: string;
}

/** What a subnet's row holds in `data`. */
export interface SubnetData {
  readonly cidr: string;
  readonly availabilityZoneId: string;
  readonly defaultForAz: boolean;
  readonly mapPublicIpOnLaunch: boolean;
}

/** What a security group's row holds in `data`. */
export interface SecurityGroupData {
  readonly description: string;
}

/** What a security group rule's row holds in `data`. */
export interface SecurityGroupRuleData {
  readonly isEgress: boolean;
  /** `-1` for all, `tcp`, `udp`, `icmp` or a number. */
  readonly protocol: string;
  /** -1 for all. */
  readonly fromPort: number;
  readonly toPort: number;
  readonly cidrIpv4?: string | undefined;
  readonly cidrIpv6?: string | undefined;
  /** A group of the same account and region. */
  readonly referencedGroupId?: string | undefined;
  readonly description?: string | undefined;
}

/** The ids of what AWS gives an account in every region; the same each time, so that they are known before they are made. */
export interface DefaultNetworkIds {
  readonly vpc: string;
  readonly dhcpOptions: string;
  readonly securityGroup: string;
  /** By zone name. */
  readonly subnets: ReadonlyMap<string, string>;
}

const VPC_CIDR = '172.31.0.0/16';

export function defaultNetworkIds(place: Place): DefaultNetworkIds {
  return {
    vpc: idOf(place, 'vpc', 'vpc'),
    dhcpOptions: idOf(place, 'dopt', 'dhcp-options'),
    securityGroup: idOf(place, 'sg', 'security-group'),
    subnets: new Map(zonesOf(place.region).map(({ name }) => [name, idOf(place, 'subnet', name)])),
  };
}

/**
 * Makes the default VPC of an account in a region, with a subnet a zone and its security group, if it
 * is not there: at AWS every account has it from the start.
 *
 * @throws AwsError InvalidParameterValue for what no region can be called
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
 */
export async function ensureDefaultNetwork(store: Store, place: Place, now: Date): Promise<void> {
  if (!isRegionName(place.region)) throw invalidValue(`Invalid region: [${place.region.slice(0, 64)}]`);
  const { vpc } = defaultNetworkIds(place);
  const isThere = await store.read((tx) =>
    tx.selectFrom('vpcs').select('id').where('id', '=', vpc).executeTakeFirst(),
  );
  if (isThere === undefined) await store.write((tx) => makeDefaultNetwork(tx, place, now.getTime()));
}

async function makeDefaultNetwork(tx: WriteTx, place: Place, now: number): Promise<void> {
  const ids = defaultNetworkIds(place);
  const made = await tx.selectFrom('vpcs').select('id').where('id', '=', ids.vpc).executeTakeFirst();
  if (made !== undefined) return;
  const common = { account_id: place.accountId, region: place.region, created_at: now };
  const vpc: VpcData = {
    cidr: VPC_CIDR,
    cidrAssociationId: idOf(place, 'vpc-cidr-assoc', 'cidr'),
    dhcpOptionsId: ids.dhcpOptions,
  };
  await tx
    .insertInto('vpcs')
    .values({ ...common, id: ids.vpc, is_default: 1, data: JSON.stringify(vpc) })
    .execute();
  await makeSubnets(tx, place, ids, now);
  const group: SecurityGroupData = { description: 'default VPC security group' };
  await tx
    .insertInto('security_groups')
    .values({
      ...common,
      id: ids.securityGroup,
      vpc_id: ids.vpc,
      name: 'default',
      data: JSON.stringify(group),
    })
    .execute();
  for (const rule of defaultRules(ids.securityGroup)) {
    const id = idOf(place, 'sgr', rule.isEgress ? 'egress' : 'ingress');
    await tx
      .insertInto('security_group_rules')
      .values({ ...common, id, group_id: ids.securityGroup, data: JSON.stringify(rule) })
      .execute();
  }
}

/** One /20 a zone, in the order of the zones. */
async function makeSubnets(tx: WriteTx, place: Place, ids: DefaultNetworkIds, now: number): Promise<void> {
  for (const [index, zone] of zonesOf(place.region).entries()) {
    const subnet: SubnetData = {
      cidr: `172.31.${index * 16}.0/20`,
      availabilityZoneId: zone.id,
      defaultForAz: true,
      mapPublicIpOnLaunch: true,
    };
    await tx
      .insertInto('subnets')
      .values({
        id: ids.subnets.get(zone.name) ?? idOf(place, 'subnet', zone.name),
        account_id: place.accountId,
        region: place.region,
        created_at: now,
        vpc_id: ids.vpc,
        availability_zone: zone.name,
        data: JSON.stringify(subnet),
      })
      .execute();
  }
}

/** All traffic from the group's own members, all traffic to anywhere. */
function defaultRules(groupId: string): readonly SecurityGroupRuleData[] {
  const all = { protocol: '-1', fromPort: -1, toPort: -1 };
  return [
    { ...all, isEgress: false, referencedGroupId: groupId },
    { ...all, isEgress: true, cidrIpv4: '0.0.0.0/0' },
  ];
}

function idOf({ accountId, region }: Place, prefix: string, what: string): string {
  const digest = createHash('sha256').update(`${accountId}/${region}/${what}`).digest('hex');
  return `${prefix}-${digest.slice(0, 17)}`;
}
