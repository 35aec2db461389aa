import type { Clock } from '../../kernel/clock.ts';
import type { House, Settings } from '../../operation/house.ts';
import type {
  AssociatedProfile,
  InstanceEvent,
  InstanceListener,
  InstanceView,
  Instances,
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
import { publicDnsName } from './regions/regions.ts';

// Every metadata request asks for its instance: these are built once.
const instanceById = prepared((db, p: { id: string }) =>
  db.selectFrom('instances').selectAll().where('id', '=', p.id),
);
const vpcById = prepared((db, p: { id: string }) =>
  db.selectFrom('vpcs').select(['data', 'is_default']).where('id', '=', p.id),
);
const subnetById = prepared((db, p: { id: string }) =>
  db.selectFrom('subnets').select('data').where('id', '=', p.id),
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
  const vpc = await vpcById.first(tx, { id: record.vpc_id });
  const subnet = await subnetById.first(tx, { id: record.subnet_id });
  if (vpc === undefined || subnet === undefined) throw new Error(`the network of ${record.id} is not there`);
  const tags = await tagsById.all(tx, { id: record.id });
  const publicIp = publicIpOf(record);
  const vpcData = JSON.parse(vpc.data) as VpcData;
  const hasPublicNames = vpcData.enableDnsHostnames ?? vpc.is_default === 1;
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
    vpcCidr: vpcData.cidr,
    subnetId: record.subnet_id,
    subnetCidr: (JSON.parse(subnet.data) as SubnetData).cidr,
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
    networkInterfaces: await readInterfacesOfInstance(tx, record, hasPublicNames),
    hypervisor: hypervisorOf(record.instance_type),
    isMonitored: data.isMonitored,
    rootDeviceName: data.rootDeviceName,
    blockDevices: devicesAt(data, now)
      .filter(({ attachedAt }) => attachedAt <= data.launchTime)
      .map(({ deviceName, volumeId }) => ({ deviceName, volumeId })),
    profile: await liveProfileOf(tx, record.id),
  };
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
