import { createHash } from 'node:crypto';
import type { Store, WriteTx } from '../../../store/store.ts';
import { invalidValue } from '../errors.ts';
import { isRegionName, zonesOf, type Zone } from '../regions/regions.ts';
import type { Place } from '../shared/place.ts';
import type { Route, SubnetData, SubnetRecord, VpcData, VpcRecord } from './network-records.ts';
import { findOne, insertOne, readAll, updateData } from './network-store.ts';
import { coverByDefaultAcl, furnishVpc, type NewId } from './vpcs/furnish-vpc.ts';

const VPC_CIDR = '172.31.0.0/16';

/**
 * Makes the default VPC of an account in a region, whole, if that was not done before: at AWS every
 * account has it from the start, and it may delete it. Its ids are the same each time. One that an older
 * version made gets what it lacks.
 *
 * @throws AwsError InvalidParameterValue for what no region can be called
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
 */
export async function ensureDefaultNetwork(store: Store, place: Place, now: Date): Promise<void> {
  if (!isRegionName(place.region)) throw invalidValue(`Invalid region: [${place.region.slice(0, 64)}]`);
  const made = await store.read((tx) =>
    tx
      .selectFrom('default_networks')
      .select('made_at')
      .where('account_id', '=', place.accountId)
      .where('region', '=', place.region)
      .executeTakeFirst(),
  );
  if (made !== undefined) return;
  await store.write(async (tx) => {
    const row = { account_id: place.accountId, region: place.region, made_at: now.getTime() };
    const first = await tx
      .insertInto('default_networks')
      .values(row)
      .onConflict((conflict) => conflict.columns(['account_id', 'region']).doNothing())
      .returning('made_at')
      .execute();
    if (first.length > 0) {
      await makeDefaultNetwork(tx, place, now.getTime(), (prefix, what) => idOf(place, prefix, what));
    }
  });
}

/** Makes a default VPC with all that belongs to it; what is there already stays. */
export async function makeDefaultNetwork(
  tx: WriteTx,
  place: Place,
  now: number,
  newId: NewId,
): Promise<VpcRecord> {
  const dhcpOptionsId = await defaultDhcpOptions(tx, place, now);
  const id = newId('vpc', 'vpc');
  const data: VpcData = {
    cidr: VPC_CIDR,
    cidrAssociationId: newId('vpc-cidr-assoc', 'cidr'),
    dhcpOptionsId,
    enableDnsHostnames: true,
  };
  const vpc =
    (await findOne(tx, 'vpcs', place, id)) ??
    (await insertOne(tx, 'vpcs', place, now, { id, is_default: 1, data }));
  await furnishVpc(tx, place, vpc, newId, now);
  for (const [index, zone] of zonesOf(place.region).entries()) {
    const subnets = await readAll(tx, 'subnets', place);
    if (subnets.some((subnet) => subnet.vpc_id === id && subnet.availability_zone === zone.name)) continue;
    await insertDefaultSubnet(tx, place, vpc, zone, `172.31.${index * 16}.0/20`, newId, now);
  }
  await connect(tx, place, id, newId('igw', 'internet-gateway'), now);
  return vpc;
}

/** A subnet that launches use in its zone when they name none. */
export async function insertDefaultSubnet(
  tx: WriteTx,
  place: Place,
  vpc: VpcRecord,
  zone: Zone,
  cidr: string,
  newId: NewId,
  now: number,
): Promise<SubnetRecord> {
  const data: SubnetData = {
    cidr,
    availabilityZoneId: zone.id,
    defaultForAz: true,
    mapPublicIpOnLaunch: true,
  };
  const row = { id: newId('subnet', zone.name), vpc_id: vpc.id, availability_zone: zone.name, data };
  const subnet = await insertOne(tx, 'subnets', place, now, row);
  await coverByDefaultAcl(tx, place, subnet, newId('aclassoc', subnet.id));
  return subnet;
}

/** The set of DHCP options that AWS gives an account in a region: what a new VPC has. @returns its id */
async function defaultDhcpOptions(tx: WriteTx, place: Place, now: number): Promise<string> {
  const id = defaultDhcpOptionsId(place);
  if ((await findOne(tx, 'dhcp_options', place, id)) !== undefined) return id;
  const { region } = place;
  const domain = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
  const options = [
    { key: 'domain-name', values: [domain] },
    { key: 'domain-name-servers', values: ['AmazonProvidedDNS'] },
  ];
  await insertOne(tx, 'dhcp_options', place, now, { id, data: { options } });
  return id;
}

/** The id of the DHCP options that AWS gives an account in a region. */
export function defaultDhcpOptionsId(place: Place): string {
  return idOf(place, 'dopt', 'dhcp-options');
}

/** Attaches an internet gateway and sends all that is not of the VPC to it. */
async function connect(
  tx: WriteTx,
  place: Place,
  vpcId: string,
  gatewayId: string,
  now: number,
): Promise<void> {
  const gateways = await readAll(tx, 'internet_gateways', place);
  if (gateways.some(({ vpc_id }) => vpc_id === vpcId)) return;
  await insertOne(tx, 'internet_gateways', place, now, { id: gatewayId, vpc_id: vpcId, data: {} });
  const tables = await readAll(tx, 'route_tables', place);
  const main = tables.find(({ vpc_id, is_main }) => vpc_id === vpcId && is_main === 1);
  if (main === undefined) throw new Error(`${vpcId} has no main route table`);
  const routes: Route[] = [...main.data.routes, { cidr: '0.0.0.0/0', gatewayId }];
  await updateData(tx, 'route_tables', main, { routes });
}

function idOf({ accountId, region }: Place, prefix: string, what: string): string {
  const digest = createHash('sha256').update(`${accountId}/${region}/${what}`).digest('hex');
  return `${prefix}-${digest.slice(0, 17)}`;
}
