import type { Clock } from '../../kernel/clock.ts';
import type {
  AssociatedProfile,
  InstanceListener,
  InstanceView,
  Instances,
} from '../../operation/instances.ts';
import type { Log } from '../../kernel/log.ts';
import type { ReadTx, Store } from '../../store/store.ts';
import type { SubnetData, VpcData } from './default-network.ts';
import {
  instanceState,
  isVisible,
  publicIpOf,
  readTags,
  toInstanceRecord,
  type InstanceRecord,
} from './instance-record.ts';
import { privateDnsName, publicDnsName } from './regions.ts';

/** Instances for those who are not EC2, read from the store at each question. */
export class InstancesLookup implements Instances {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #listeners = new Set<InstanceListener>();

  constructor(store: Store, clock: Clock, log: Log) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
  }

  byId(instanceId: string): Promise<InstanceView | undefined> {
    return this.#store.read(async (tx) => {
      const now = this.#clock.now().getTime();
      const row = await tx
        .selectFrom('instances')
        .selectAll()
        .where('id', '=', instanceId)
        .executeTakeFirst();
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

  announce(instanceIds: readonly string[]): void {
    for (const id of instanceIds) {
      for (const listener of this.#listeners) {
        try {
          listener(id);
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
  const vpc = await tx
    .selectFrom('vpcs')
    .select('data')
    .where('id', '=', record.vpc_id)
    .executeTakeFirstOrThrow();
  const subnet = await tx
    .selectFrom('subnets')
    .select('data')
    .where('id', '=', record.subnet_id)
    .executeTakeFirstOrThrow();
  const tags = await readTags(tx, [record.id]);
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
    privateDnsName: privateDnsName(region, record.private_ip),
    publicIp,
    publicDnsName: publicIp === undefined ? undefined : publicDnsName(region, publicIp),
    mac: data.networkInterface.mac,
    vpcId: record.vpc_id,
    vpcCidr: (JSON.parse(vpc.data) as VpcData).cidr,
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
    tags: tags.get(record.id) ?? {},
    metadataOptions: data.metadataOptions,
    networkInterfaceId: data.networkInterface.id,
    rootDeviceName: data.rootDeviceName,
    blockDevices: data.blockDevices.map(({ deviceName, volumeId }) => ({ deviceName, volumeId })),
    profile: await liveProfileOf(tx, record.id),
  };
}

async function liveProfileOf(tx: ReadTx, instanceId: string): Promise<AssociatedProfile | undefined> {
  const row = await tx
    .selectFrom('instance_profile_associations')
    .select(['id', 'profile_id', 'profile_arn'])
    .where('instance_id', '=', instanceId)
    .where('is_live', '=', 1)
    .executeTakeFirst();
  return row && { associationId: row.id, profileId: row.profile_id, profileArn: row.profile_arn };
}
