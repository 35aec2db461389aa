import type { Selectable } from 'kysely';
import type { InstanceStateName, MetadataOptions } from '../../../operation/instances.ts';
import type { InstanceRow } from '../../../store/ec2-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { cpuOf, type Cpu } from '../instance-types/instance-types.ts';
import { inPrivateZone, privateDnsName } from '../regions/regions.ts';
import { TERMINATED_VISIBLE_MS, stateAt, type Transition } from '../shared/states.ts';

/** What an instance's row holds in `data`. Times are ms since 1970 in emulated time. */
export interface InstanceData {
  /** When it was last started. */
  readonly launchTime: number;
  readonly architecture: 'x86_64' | 'arm64';
  readonly availabilityZone: string;
  readonly availabilityZoneId: string;
  readonly tenancy: 'default' | 'dedicated' | 'host';
  readonly securityGroups: readonly { readonly groupId: string; readonly groupName: string }[];
  readonly networkInterface: {
    readonly id: string;
    readonly attachmentId: string;
    readonly mac: string;
    readonly description: string;
    readonly deleteOnTermination: boolean;
  };
  /** The elastic IP address of its first interface's first address: it stays when the instance is off. */
  readonly elasticIp?: string | undefined;
  /** Whether it has a public address while it is switched on. */
  readonly hasPublicIp: boolean;
  readonly rootDeviceName: string;
  readonly blockDevices: readonly BlockDevice[];
  readonly metadataOptions: MetadataOptions;
  /** `windows`, or absent. */
  readonly platform?: 'windows' | undefined;
  readonly platformDetails: string;
  readonly usageOperation: string;
  readonly bootMode?: 'uefi' | 'uefi-preferred' | undefined;
  readonly imageOwner: string;
  /** The key pair's public half as an OpenSSH line. */
  readonly publicKey?: string | undefined;
  readonly isMonitored: boolean;
  readonly isEbsOptimized: boolean;
  readonly sourceDestCheck: boolean;
  readonly disableApiTermination: boolean;
  readonly disableApiStop: boolean;
  readonly shutdownBehavior: 'stop' | 'terminate';
  /** As asked for at launch, where that differs from what the type has. */
  readonly cpuOptions?: Cpu | undefined;
  readonly autoRecovery?: 'default' | 'disabled' | undefined;
  /** Absent: named by its address. */
  readonly privateDns?: PrivateDns | undefined;
  readonly creditSpecification?: 'standard' | 'unlimited' | undefined;
  /** When and by whom it was last stopped or terminated; absent while it is on. */
  readonly ended?: { readonly at: number; readonly by?: 'user' | 'instance' | undefined } | undefined;
  /** Whether its user data was run, or refused: once in its life. */
  readonly hasBooted?: boolean | undefined;
  /** What was asked for under the client token, as a digest. */
  readonly requestDigest?: string | undefined;
}

/** How an instance is called inside its VPC. */
export interface PrivateDns {
  readonly hostnameType: 'ip-name' | 'resource-name';
  /** Whether its name by id resolves too. */
  readonly aRecord: boolean;
  readonly aaaaRecord: boolean;
}

/** Its private DNS name, by its address or by its id. */
export function privateDnsOf({ id, region, private_ip, data }: InstanceRecord): string {
  return data.privateDns?.hostnameType === 'resource-name'
    ? inPrivateZone(region, id)
    : privateDnsName(region, private_ip);
}

/** Cores and threads of an instance: as asked for, or as its type has them. */
export function cpuOfInstance({ instance_type, data }: InstanceRecord): Cpu {
  return data.cpuOptions ?? cpuOf(instance_type);
}

/** A volume attached to an instance. */
export interface BlockDevice {
  /** For example `/dev/xvda`. */
  readonly deviceName: string;
  readonly volumeId: string;
  readonly attachedAt: number;
  /** When it is there; absent for one that came with the launch. */
  readonly attachesAt?: number | undefined;
  /** When it is gone, once it is being detached. */
  readonly detachesAt?: number | undefined;
  readonly deleteOnTermination: boolean;
}

/** The volumes that are attached, or about to be, at a moment. @param now ms since 1970 in emulated time */
export function devicesAt({ blockDevices }: InstanceData, now: number): readonly BlockDevice[] {
  return blockDevices.every(({ detachesAt }) => detachesAt === undefined)
    ? blockDevices
    : blockDevices.filter(({ detachesAt }) => detachesAt === undefined || now < detachesAt);
}

export function deviceStatus(
  { attachesAt, detachesAt }: BlockDevice,
  now: number,
): 'attaching' | 'attached' | 'detaching' {
  if (detachesAt !== undefined) return 'detaching';
  return now < (attachesAt ?? 0) ? 'attaching' : 'attached';
}

/** An instance as stored, its `data` read. */
export interface InstanceRecord extends Omit<Selectable<InstanceRow>, 'data' | 'state' | 'state_changes_at'> {
  readonly state: Transition;
  readonly state_changes_at: number;
  readonly data: InstanceData;
}

/** Reads a row. */
export function toInstanceRecord(row: Selectable<InstanceRow>): InstanceRecord {
  return {
    ...row,
    state: row.state as Transition,
    state_changes_at: row.state_changes_at ?? 0,
    data: JSON.parse(row.data) as InstanceData,
  };
}

/** The state at a moment. @param now ms since 1970 in emulated time */
export function instanceState(record: InstanceRecord, now: number): InstanceStateName {
  return stateAt(record.state, record.state_changes_at, now);
}

/** Whether EC2 still shows it: a terminated instance disappears after about an hour. */
export function isVisible(record: InstanceRecord, now: number): boolean {
  return record.state !== 'shutting-down' || now < record.state_changes_at + TERMINATED_VISIBLE_MS;
}

/** The public address: an elastic one, or the one that the instance was given until it is switched off. */
export function publicIpOf({ data, public_ip }: InstanceRecord): string | undefined {
  return data.elasticIp ?? public_ip ?? undefined;
}

/** The tags of some resources, by resource id. */
export type TagsById = ReadonlyMap<string, Readonly<Record<string, string>>>;

const CHUNK = 500;

/** Reads the tags of many resources; what has none is absent. */
export async function readTags(tx: ReadTx, ids: readonly string[]): Promise<TagsById> {
  const byId = new Map<string, Record<string, string>>();
  for (let from = 0; from < ids.length; from += CHUNK) {
    const rows = await tx
      .selectFrom('resource_tags')
      .select(['resource_id', 'key', 'value'])
      .where('resource_id', 'in', ids.slice(from, from + CHUNK))
      .orderBy('key')
      .execute();
    for (const { resource_id, key, value } of rows) {
      let tags = byId.get(resource_id);
      if (tags === undefined) byId.set(resource_id, (tags = Object.create(null) as Record<string, string>));
      tags[key] = value;
    }
  }
  return byId;
}
