import type { Clock } from '../../kernel/clock.ts';
import type { House, Settings } from '../../operation/house.ts';
import type {
  AssociatedProfile,
  InstanceEvent,
  InstanceListener,
  InstanceView,
  Instances,
  NetworkInterfaceView,
} from '../../operation/instances.ts';
import type { Log } from '../../kernel/log.ts';
import { prepared } from '../../store/prepared.ts';
import type { ReadTx, Store } from '../../store/store.ts';
import { shutDownInstance } from './instances/change-states.ts';
import { appendConsoleOutput } from './instances/console-output.ts';
import { readInterfacesOfInstance } from './network/interfaces-of-instance.ts';
import type { SubnetData, VpcData } from './network/network-records.ts';
import { hypervisorOf } from './instance-types/hypervisor.ts';
import {
  devicesAt,
  privateDnsOf,
  instanceState,
  isVisible,
  publicIpOf,
  toInstanceRecord,
  type InstanceRecord,
} from './instances/instance-record.ts';
import { namesPublicAddresses } from './network/vpcs/public-names.ts';
import { publicDnsName } from './regions/regions.ts';

// Every metadata request asks for its instance: these are built once.
const instanceById = prepared((db, p: { id: string }) =>
  db.selectFrom('instances').selectAll().where('id', '=', p.id),
);
const networkOf = prepared((db, p: { subnetId: string }) =>
  db
    .selectFrom('subnets')
    .innerJoin('vpcs', 'vpcs.id', 'subnets.vpc_id')
    .select(['subnets.data as subnet', 'vpcs.data as vpc', 'vpcs.is_default'])
    .where('subnets.id', '=', p.subnetId),
);
const tagsById = prepared((db, p: { id: string }) =>
  db.selectFrom('resource_tags').select(['key', 'value']).where('resource_id', '=', p.id).orderBy('key'),
);
const liveAssociationOf = prepared((db, p: { instanceId: string }) =>
  db
    .selectFrom('instance_profile_associations')
    .select(['id', 'profile_id', 'profile_arn'])
    .where('instance_id', '=', p.instanceId)
    .where('is_live', '=', 1),
);

/** Instances for those who are not EC2, read from the store at each question. */
export class InstancesLookup implements Instances {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #settings: Settings;
  readonly #listeners = new Set<InstanceListener>();

  constructor({ store, clock, log, settings }: Pick<House, 'store' | 'clock' | 'log' | 'settings'>) {
    this.#settings = settings;
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
  }

  byId(instanceId: string): Promise<InstanceView | undefined> {
    return this.#store.read(async (tx) => {
      const now = this.#clock.now().getTime();
      const row = await instanceById.first(tx, { id: instanceId });
      const record = row && toInstanceRecord(row);
      return record !== undefined && isVisible(record, now) ? viewOf(tx, record, now) : undefined;
    });
  }

  interfacesOf(instanceId: string): Promise<readonly NetworkInterfaceView[]> {
    return this.#store.read(async (tx) => {
      const row = await instanceById.first(tx, { id: instanceId });
      if (row === undefined) return [];
      const record = toInstanceRecord(row);
      const { hasPublicNames } = await readNetwork(tx, record);
      return readInterfacesOfInstance(tx, record, hasPublicNames);
    });
  }

  async running(): Promise<readonly string[]> {
    const rows = await this.#store.read((tx) =>
      tx.selectFrom('instances').select('id').where('state', '=', 'pending').orderBy('id').execute(),
    );
    return rows.map(({ id }) => id);
  }

  onChange(listener: InstanceListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  appendConsoleOutput(instanceId: string, text: string): Promise<void> {
    return this.#store.write((tx) => appendConsoleOutput(tx, instanceId, text, this.#clock.now().getTime()));
  }

  claimFirstBoot(instanceId: string): Promise<boolean> {
    return this.#store.write(async (tx) => {
      const row = await instanceById.first(tx, { id: instanceId });
      if (row === undefined) return false;
      const { data } = toInstanceRecord(row);
      if (data.hasBooted === true) return false;
      await tx
        .updateTable('instances')
        .set({ data: JSON.stringify({ ...data, hasBooted: true }) })
        .where('id', '=', instanceId)
        .execute();
      return true;
    });
  }

  async shutDown(instanceId: string): Promise<void> {
    const isChanged = await this.#store.write(async (tx) => {
      const row = await instanceById.first(tx, { id: instanceId });
      const now = this.#clock.now().getTime();
      return (
        row !== undefined && shutDownInstance(tx, { settings: this.#settings }, toInstanceRecord(row), now)
      );
    });
    if (isChanged) this.announce([instanceId]);
  }

  announce(instanceIds: readonly string[], event: InstanceEvent = 'changed'): void {
    for (const id of instanceIds) {
      for (const listener of this.#listeners) {
        try {
          listener(id, event);
        } catch (error) {
          // The change is committed: whoever listens badly must not turn it into a failed call.
          this.#log.error('a listener for instances failed', error);
        }
      }
    }
  }
}

async function viewOf(tx: ReadTx, record: InstanceRecord, now: number): Promise<InstanceView> {
  const { data, region } = record;
  const { vpc, subnet, hasPublicNames } = await readNetwork(tx, record);
  const tags = await tagsById.all(tx, { id: record.id });
  const publicIp = publicIpOf(record);
  return {
    instanceId: record.id,
    accountId: record.account_id,
    region,
    imageId: record.image_id,
    instanceType: record.instance_type,
    architecture: data.architecture,
    state: instanceState(record, now),
    privateIp: record.private_ip,
    privateDnsName: privateDnsOf(record),
    publicIp,
    publicDnsName: publicIp === undefined || !hasPublicNames ? undefined : publicDnsName(region, publicIp),
    mac: data.networkInterface.mac,
    vpcId: record.vpc_id,
    vpcCidr: vpc.cidr,
    subnetId: record.subnet_id,
    subnetCidr: subnet.cidr,
    availabilityZone: data.availabilityZone,
    availabilityZoneId: data.availabilityZoneId,
    securityGroups: data.securityGroups,
    userData: record.user_data ?? undefined,
    keyName: record.key_name ?? undefined,
    publicKey: data.publicKey,
    launchTime: new Date(data.launchTime),
    amiLaunchIndex: record.launch_index,
    reservationId: record.reservation_id,
    tags: tagRecord(tags),
    metadataOptions: data.metadataOptions,
    hypervisor: hypervisorOf(record.instance_type),
    isMonitored: data.isMonitored,
    rootDeviceName: data.rootDeviceName,
    blockDevices: devicesAt(data, now)
      .filter(({ attachedAt }) => attachedAt <= data.launchTime)
      .map(({ deviceName, volumeId }) => ({ deviceName, volumeId })),
    profile: await liveProfileOf(tx, record.id),
  };
}

/** The network that an instance was launched into. @returns `hasPublicNames`: whether it names public addresses */
async function readNetwork(
  tx: ReadTx,
  { id, subnet_id: subnetId }: InstanceRecord,
): Promise<{ readonly vpc: VpcData; readonly subnet: SubnetData; readonly hasPublicNames: boolean }> {
  const row = await networkOf.first(tx, { subnetId });
  if (row === undefined) throw new Error(`the network of ${id} is not there`);
  const vpc = JSON.parse(row.vpc) as VpcData;
  const subnet = JSON.parse(row.subnet) as SubnetData;
  return { vpc, subnet, hasPublicNames: namesPublicAddresses(vpc, row.is_default === 1) };
}

async function liveProfileOf(tx: ReadTx, instanceId: string): Promise<AssociatedProfile | undefined> {
  const row = await liveAssociationOf.first(tx, { instanceId });
  return row && { associationId: row.id, profileId: row.profile_id, profileArn: row.profile_arn };
}

/** Tags by key; no key can be taken for a member of the object itself. */
function tagRecord(
  tags: readonly { readonly key: string; readonly value: string }[],
): Record<string, string> {
  const record = Object.create(null) as Record<string, string>;
  for (const { key, value } of tags) record[key] = value;
  return record;
}
