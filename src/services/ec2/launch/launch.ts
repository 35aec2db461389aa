import type { Ids } from '../../../kernel/ids.ts';
import type { House } from '../../../operation/house.ts';
import type { InstanceProfileView } from '../../../operation/instance-profiles.ts';
import type { WriteTx } from '../../../store/store.ts';
import { insertAssociation, type AssociationRecord } from '../profile-associations/associations.ts';
import type { InstanceData, InstanceRecord, PrivateDns } from '../instances/instance-record.ts';
import { architectureOf } from '../instance-types/instance-types.ts';
import type { LaunchRequest } from './launch-request.ts';
import type { LaunchSite } from './launch-site.ts';
import type { VolumeSpecification } from './launch-volumes.ts';
import type { SubnetRecord } from '../network/network-records.ts';
import { publicAddressOf } from '../network/network-interfaces/interface-view.ts';
import { insertInterfaces } from './insert-interfaces.ts';
import type { Place } from '../shared/place.ts';
import { assertKeysForMetadata } from '../tags/metadata-tag-keys.ts';
import type { VolumeData } from '../volumes/volume-record.ts';
import { putTags, type Tags } from '../tags/tags.ts';

/** An instance as it was launched. */
export interface Launched {
  readonly record: InstanceRecord;
  readonly association: AssociationRecord | undefined;
}

/** What every instance of a launch shares. */
export interface Launch {
  readonly place: Place;
  readonly house: Pick<House, 'ids' | 'settings'>;
  readonly request: LaunchRequest;
  readonly site: LaunchSite & { readonly subnet: SubnetRecord };
  readonly profile: InstanceProfileView | undefined;
  /** The instance's, with those that EC2 adds. */
  readonly tags: Tags | undefined;
  /** Whether EC2 gives each a public address. */
  readonly hasPublicIp: boolean;
  readonly reservationId: string;
  readonly now: number;
}

/** The addresses of one instance of a launch. */
export interface LaunchAddresses {
  readonly privateIp: string;
  readonly publicIp: string | undefined;
}

/**
 * Whether the instances of a launch get public addresses: as asked for, otherwise as the subnet says. An interface that is
 * there already, or one of several, gets none by itself.
 */
export function getsPublicIp({ interfaces, publicIp }: LaunchRequest, { data }: SubnetRecord): boolean {
  const isGiven = interfaces[0]?.interfaceId !== undefined;
  return !isGiven && interfaces.length < 2 && (publicIp ?? data.mapPublicIpOnLaunch);
}

/** Writes one instance with its network interface, volumes, tags and association. */
export async function launchInstance(
  tx: WriteTx,
  launch: Launch,
  index: number,
  { privateIp, publicIp }: LaunchAddresses,
): Promise<Launched> {
  const { house, place, request, site, now } = launch;
  const { ids, settings } = house;
  const id = ids.hex('i');
  const volumes = site.volumes.map((volume) => ({
    ...volume,
    id: ids.hex('vol'),
  }));
  const record: InstanceRecord = {
    id,
    account_id: place.accountId,
    region: place.region,
    created_at: now,
    reservation_id: launch.reservationId,
    client_token: request.clientToken ?? null,
    launch_index: index,
    state: 'pending',
    state_changes_at: now + settings.pace.pending,
    image_id: request.imageId,
    instance_type: request.instanceType,
    key_name: request.keyName ?? null,
    vpc_id: site.subnet.vpc_id,
    subnet_id: site.subnet.id,
    private_ip: privateIp,
    public_ip: publicIp ?? null,
    user_data: request.userData ?? null,
    data: instanceData(launch, volumes),
  };
  await tx
    .insertInto('instances')
    .values({ ...record, data: JSON.stringify(record.data) })
    .execute();
  await insertInterfaces(tx, launch, record);
  await insertVolumes(tx, launch, record, volumes);
  assertKeysForMetadata(record.data.metadataOptions, Object.keys(launch.tags ?? {}));
  await putTags(tx, id, launch.tags);
  const association = launch.profile && (await insertAssociation(tx, house, place, id, launch.profile, now));
  return { record, association };
}

function instanceData(
  launch: Launch,
  volumes: readonly (VolumeSpecification & { readonly id: string })[],
): InstanceData {
  const { house, request, site, now } = launch;
  const { ids } = house;
  const { image, subnet } = site;
  const first = site.given.get(request.interfaces[0]?.interfaceId ?? '');
  const { input } = request;
  return {
    launchTime: now,
    architecture: image.architecture ?? architectureOf(request.instanceType),
    availabilityZone: subnet.availability_zone,
    availabilityZoneId: subnet.data.availabilityZoneId,
    tenancy: request.tenancy,
    securityGroups: site.groups.map(({ id, name }) => ({ groupId: id, groupName: name })),
    networkInterface: {
      id: first?.id ?? ids.hex('eni'),
      attachmentId: ids.hex('eni-attach'),
      mac: first?.mac ?? macAddress(ids),
      description: first?.description ?? request.interfaceDescription,
      deleteOnTermination: request.deleteInterface,
    },
    elasticIp: first && publicAddressOf(first, first.record.private_ip)?.publicIp,
    hasPublicIp: launch.hasPublicIp,
    rootDeviceName: image.rootDeviceName,
    blockDevices: volumes.map(({ id, deviceName, deleteOnTermination }) => ({
      deviceName,
      volumeId: id,
      attachedAt: now,
      deleteOnTermination,
    })),
    metadataOptions: site.metadataOptions,
    platform: image.platform,
    platformDetails: image.platformDetails,
    usageOperation: image.usageOperation,
    bootMode: image.bootMode,
    imageOwner: image.ownerId,
    publicKey: site.keyPair?.data.publicKey,
    isMonitored: input.Monitoring?.Enabled ?? false,
    isEbsOptimized: input.EbsOptimized ?? false,
    sourceDestCheck: first?.sourceDestCheck ?? true,
    disableApiTermination: input.DisableApiTermination ?? false,
    disableApiStop: input.DisableApiStop ?? false,
    shutdownBehavior: input.InstanceInitiatedShutdownBehavior ?? 'stop',
    cpuOptions: request.cpuOptions,
    autoRecovery: input.MaintenanceOptions?.AutoRecovery,
    privateDns: readPrivateDns(launch),
    creditSpecification: request.credits,
    requestDigest: request.digest,
  };
}

/** As asked for, otherwise as the subnet has it. */
function readPrivateDns({ request, site }: Launch): PrivateDns | undefined {
  const asked = request.input.PrivateDnsNameOptions;
  const hostnameType = asked?.HostnameType ?? site.subnet.data.hostnameType;
  if (asked === undefined && hostnameType === undefined) return undefined;
  return {
    hostnameType: hostnameType ?? 'ip-name',
    aRecord: asked?.EnableResourceNameDnsARecord ?? false,
    aaaaRecord: asked?.EnableResourceNameDnsAAAARecord ?? false,
  };
}

/** A locally administered address, as EC2's are. */
function macAddress(ids: Ids): string {
  return `02:${ids.token(10).replaceAll(/(..)(?=.)/g, '$1:')}`;
}

async function insertVolumes(
  tx: WriteTx,
  { place, request, now }: Launch,
  record: InstanceRecord,
  volumes: readonly (VolumeSpecification & { readonly id: string })[],
): Promise<void> {
  const { availabilityZone, availabilityZoneId } = record.data;
  for (const { id, deviceName: _device, deleteOnTermination: _delete, ...volume } of volumes) {
    const data: VolumeData = { ...volume, availabilityZone, availabilityZoneId };
    await tx
      .insertInto('volumes')
      .values({
        id,
        account_id: place.accountId,
        region: place.region,
        created_at: now,
        instance_id: record.id,
        data: JSON.stringify(data),
      })
      .execute();
    await putTags(tx, id, request.tags.volume);
  }
}
