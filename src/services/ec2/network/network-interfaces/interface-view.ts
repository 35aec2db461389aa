import type { ReadTx } from '../../../../store/store.ts';
import { readInstances } from '../../instances/instance-reader.ts';
import { publicIpOf, type InstanceRecord } from '../../instances/instance-record.ts';
import { notFound } from '../../errors.ts';
import type { Place } from '../../shared/place.ts';
import { assertIdOf, ELASTIC_IP, NETWORK_INTERFACE, SUBNET } from '../../shared/resources.ts';
import type {
  ElasticIpRecord,
  GroupName,
  InterfaceAttachment,
  NetworkInterfaceRecord,
  SubnetRecord,
} from '../network-records.ts';
import { readAll, requireOne } from '../network-store.ts';
import { vpcsWithPublicNames } from '../vpcs/public-names.ts';

/** A network interface with all that is known of it, wherever it is kept. */
export interface InterfaceView {
  readonly id: string;
  readonly record: NetworkInterfaceRecord;
  readonly subnet: SubnetRecord;
  /** The instance that it is on. */
  readonly instance: InstanceRecord | undefined;
  /** Whether it is the instance's first, of which the instance itself keeps what can be changed. */
  readonly isPrimary: boolean;
  readonly mac: string;
  readonly description: string;
  readonly groups: readonly GroupName[];
  readonly sourceDestCheck: boolean;
  readonly attachment: InterfaceAttachment | undefined;
  /** Beside `record.private_ip`. */
  readonly secondaryIps: readonly string[];
  readonly elasticIps: readonly ElasticIpRecord[];
  /** Whether its VPC gives public addresses names. */
  readonly hasPublicNames: boolean;
}

/** All interfaces of a place, by id. */
export async function readInterfaces(
  tx: ReadTx,
  place: Place,
  now: number,
): Promise<readonly InterfaceView[]> {
  const records = await readAll(tx, 'network_interfaces', place);
  const subnets = new Map((await readAll(tx, 'subnets', place)).map((subnet) => [subnet.id, subnet]));
  const instances = new Map((await readInstances(tx, place, now)).map((each) => [each.id, each]));
  const secondaryIps = await readSecondaryIps(tx, place);
  const elasticIps = new Map<string, ElasticIpRecord[]>();
  for (const address of await readAll(tx, 'elastic_ips', place)) {
    const { interface_id } = address;
    if (interface_id !== null)
      elasticIps.set(interface_id, [...(elasticIps.get(interface_id) ?? []), address]);
  }
  const named = await vpcsWithPublicNames(tx, place);
  return records.map((record) => {
    const subnet = subnets.get(record.subnet_id);
    if (subnet === undefined) throw new Error(`the subnet of ${record.id} is not there`);
    const instance = record.instance_id === null ? undefined : instances.get(record.instance_id);
    return viewOf(record, subnet, instance, {
      secondaryIps: secondaryIps.get(record.id) ?? [],
      elasticIps: elasticIps.get(record.id) ?? [],
      hasPublicNames: named.has(subnet.vpc_id),
    });
  });
}

/** The interfaces of one instance, the first one among them. */
export async function readInterfacesOf(
  tx: ReadTx,
  instance: InstanceRecord,
): Promise<readonly InterfaceView[]> {
  const place = { accountId: instance.account_id, region: instance.region };
  const rows = await tx
    .selectFrom('network_interfaces')
    .select('id')
    .where('instance_id', '=', instance.id)
    .execute();
  const named = await vpcsWithPublicNames(tx, place);
  const views: InterfaceView[] = [];
  for (const { id } of rows) {
    const record = await requireOne(tx, NETWORK_INTERFACE, place, id);
    const subnet = await requireOne(tx, SUBNET, place, record.subnet_id);
    const secondary = await tx
      .selectFrom('secondary_addresses')
      .select('private_ip')
      .where('interface_id', '=', id)
      .orderBy('private_ip')
      .execute();
    const elastic = await tx.selectFrom('elastic_ips').select('id').where('interface_id', '=', id).execute();
    const elasticIps: ElasticIpRecord[] = [];
    for (const address of elastic) elasticIps.push(await requireOne(tx, ELASTIC_IP, place, address.id));
    const secondaryIps = secondary.map(({ private_ip }) => private_ip);
    views.push(
      viewOf(record, subnet, instance, {
        secondaryIps,
        elasticIps,
        hasPublicNames: named.has(subnet.vpc_id),
      }),
    );
  }
  return views;
}

/** One interface. @throws AwsError InvalidNetworkInterfaceID.Malformed, .NotFound */
export async function requireInterface(
  tx: ReadTx,
  place: Place,
  id: string,
  now: number,
): Promise<InterfaceView> {
  assertIdOf(NETWORK_INTERFACE, id);
  const found = (await readInterfaces(tx, place, now)).find((view) => view.id === id);
  if (found === undefined) throw notFound(NETWORK_INTERFACE, [id]);
  return found;
}

function viewOf(
  record: NetworkInterfaceRecord,
  subnet: SubnetRecord,
  instance: InstanceRecord | undefined,
  addresses: Pick<InterfaceView, 'secondaryIps' | 'elasticIps' | 'hasPublicNames'>,
): InterfaceView {
  const common = { id: record.id, record, subnet, instance, ...addresses };
  const { data } = record;
  if (instance === undefined || instance.data.networkInterface.id !== record.id) {
    return {
      ...common,
      isPrimary: false,
      mac: data.mac ?? '',
      description: data.description ?? '',
      groups: data.groups ?? [],
      sourceDestCheck: data.sourceDestCheck ?? true,
      attachment: data.attachment,
    };
  }
  const { networkInterface: nic, securityGroups, sourceDestCheck } = instance.data;
  return {
    ...common,
    isPrimary: true,
    mac: nic.mac,
    description: nic.description,
    groups: securityGroups,
    sourceDestCheck,
    attachment: {
      id: nic.attachmentId,
      deviceIndex: 0,
      deleteOnTermination: nic.deleteOnTermination,
      attachedAt: instance.created_at,
    },
  };
}

/** A public address of one of an interface's private ones. */
export interface PublicAddress {
  readonly publicIp: string;
  /** Absent where EC2 gave the address itself. */
  readonly elasticIp: ElasticIpRecord | undefined;
}

export function publicAddressOf(view: InterfaceView, privateIp: string): PublicAddress | undefined {
  const elasticIp = view.elasticIps.find(({ data }) => data.association?.privateIp === privateIp);
  if (elasticIp !== undefined) return { publicIp: elasticIp.public_ip, elasticIp };
  const given = view.isPrimary && view.instance !== undefined && view.instance.private_ip === privateIp;
  const publicIp = given && view.instance !== undefined ? publicIpOf(view.instance) : undefined;
  return publicIp === undefined ? undefined : { publicIp, elasticIp: undefined };
}

async function readSecondaryIps(
  tx: ReadTx,
  { accountId, region }: Place,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx
    .selectFrom('secondary_addresses')
    .innerJoin('network_interfaces', 'network_interfaces.id', 'secondary_addresses.interface_id')
    .select(['secondary_addresses.interface_id', 'secondary_addresses.private_ip'])
    .where('network_interfaces.account_id', '=', accountId)
    .where('network_interfaces.region', '=', region)
    .orderBy('secondary_addresses.private_ip')
    .execute();
  const byInterface = new Map<string, string[]>();
  for (const { interface_id, private_ip } of rows) {
    const there = byInterface.get(interface_id);
    if (there === undefined) byInterface.set(interface_id, [private_ip]);
    else there.push(private_ip);
  }
  return byInterface;
}
