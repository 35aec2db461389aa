import type { AwsError } from '../../../kernel/aws-error.ts';
import type { ReadTx } from '../../../store/store.ts';
import {
  formatAddress,
  freeAddresses,
  isUsable,
  parseAddress,
  parseBlock,
  usableAddresses,
} from '../network/addresses.ts';
import {
  addressInUse,
  architectureMismatch,
  insufficientFreeAddresses,
  invalidParameterValue,
  invalidValue,
  notFound,
} from '../errors.ts';
import { imagePending, imageUnavailable } from '../images/image-errors.ts';
import { findImage, type ImageRecord } from '../images/image-record.ts';
import { imageState } from '../images/image-to-wire.ts';
import { architectureOf, INSTANCE_TYPES } from '../instance-types/instance-types.ts';
import { findKeyPair, type KeyPairRecord } from '../key-pairs/key-pair-record.ts';
import { defaultMetadataOptions } from './launch-defaults.ts';
import { readMetadataDefaults, tokensEnforced } from './metadata-defaults.ts';
import type { MetadataOptions } from '../../../operation/instances.ts';
import { planVolumes, type VolumeSpecification } from './launch-volumes.ts';
import { findSnapshot, type AnySnapshot } from '../snapshots/snapshot-record.ts';
import type { LaunchRequest } from './launch-request.ts';
import { readSecurityGroups, readSubnets, readUsedAddresses, readVpcs } from '../network/network-reader.ts';
import type { SecurityGroupRecord, SubnetRecord, VpcRecord } from '../network/network-records.ts';
import type { Place } from '../shared/place.ts';
import { interfaceAttached, tooManyInterfaces } from '../network/network-interfaces/interface-errors.ts';
import { statusOf } from '../network/network-interfaces/interface-to-wire.ts';
import { readInterfaces, type InterfaceView } from '../network/network-interfaces/interface-view.ts';
import { KEY_PAIR, NETWORK_INTERFACE, SECURITY_GROUP, SUBNET } from '../shared/resources.ts';
import { zonesOf } from '../regions/regions.ts';

/** Where and with what a launch would happen, as the store has it. */
export interface LaunchSite {
  readonly image: ImageRecord;
  readonly subnet: SubnetRecord | undefined;
  readonly vpc: VpcRecord | undefined;
  readonly groups: readonly SecurityGroupRecord[];
  readonly keyPair: KeyPairRecord | undefined;
  /** What it is to get, as far as that can be made. */
  readonly volumes: readonly VolumeSpecification[];
  /** How its metadata service is to behave. */
  readonly metadataOptions: MetadataOptions;
  /** The snapshots that the call itself names, by id. */
  readonly snapshots: ReadonlyMap<string, AnySnapshot>;
  /** The interfaces that are there already and are to be put on the instance, by id. */
  readonly given: ReadonlyMap<string, InterfaceView>;
  /** Free addresses of the subnet, at most as many as are asked for. */
  readonly addresses: readonly string[];
  /** Why it cannot be, when it cannot: said only to someone who may launch. */
  readonly problem: AwsError | undefined;
}

/**
 * Finds what a launch names, or what it gets by default; does not throw for what is not there.
 *
 * @param now ms since 1970 in emulated time
 */
export async function findLaunchSite(
  tx: ReadTx,
  place: Place,
  request: LaunchRequest,
  now: number,
): Promise<LaunchSite> {
  const image = await findImage(tx, place, request.imageId);
  const snapshots = await readAskedSnapshots(tx, place, request);
  const defaults = await readMetadataDefaults(tx, place);
  const metadataOptions = defaultMetadataOptions(image, defaults, request.input.MetadataOptions);
  const planned = planVolumes(image.rootDeviceName, image.devices, request.volumes, snapshots);
  const used = await readUsedAddresses(tx, place);
  const vpcs = await readVpcs(tx, place);
  const subnets = await readSubnets(tx, place);
  const given = await readGivenInterfaces(tx, place, request, now);
  const first = given.get(request.interfaces[0]?.interfaceId ?? '');
  const subnet = first?.subnet ?? chooseSubnet(request, subnets, used);
  const vpc = vpcs.find(({ id }) => id === subnet?.vpc_id);
  const allGroups = await readSecurityGroups(tx, place);
  const groups =
    first === undefined
      ? chooseGroups(request, allGroups, vpc)
      : allGroups.filter(({ id }) => first.groups.some(({ groupId }) => groupId === id));
  const keyPair = request.keyName === undefined ? undefined : await findKeyPair(tx, place, request.keyName);
  const found = { image, subnet, vpc, groups, keyPair };
  const addresses =
    first !== undefined
      ? [first.record.private_ip]
      : subnet === undefined
        ? []
        : addressesFor(request, subnet, used.get(subnet.id) ?? new Set());
  return {
    ...found,
    volumes: planned.volumes,
    metadataOptions,
    snapshots,
    given,
    addresses,
    problem:
      problemWithImage(image, now) ??
      planned.problem ??
      problemWithInterfaces(request, given) ??
      tokensEnforced(defaults, metadataOptions, 'launch') ??
      problemOf(place, request, { ...found, allGroups, addresses, used }),
  };
}

/** The subnet that was named, or a default one of the zone, or of the first zone with room. */
function chooseSubnet(
  { subnetId, availabilityZone, minCount }: LaunchRequest,
  subnets: readonly SubnetRecord[],
  used: ReadonlyMap<string, ReadonlySet<string>>,
): SubnetRecord | undefined {
  if (subnetId !== undefined) return subnets.find(({ id }) => id === subnetId);
  const defaults = subnets.filter(({ data }) => data.defaultForAz);
  if (availabilityZone !== undefined)
    return defaults.find((each) => each.availability_zone === availabilityZone);
  const hasRoom = ({ id, data }: SubnetRecord) =>
    usableAddresses(parseBlock(data.cidr)) - (used.get(id)?.size ?? 0) >= minCount;
  return defaults.find(hasRoom) ?? defaults[0];
}

function chooseGroups(
  { groupIds, groupNames }: LaunchRequest,
  all: readonly SecurityGroupRecord[],
  vpc: VpcRecord | undefined,
): readonly SecurityGroupRecord[] {
  const inVpc = all.filter(({ vpc_id }) => vpc_id === vpc?.id);
  if (groupIds.length === 0 && groupNames.length === 0) return inVpc.filter(({ name }) => name === 'default');
  return inVpc.filter(({ id, name }) => groupIds.includes(id) || groupNames.includes(name));
}

function addressesFor(
  { privateIp, maxCount }: LaunchRequest,
  { data }: SubnetRecord,
  used: ReadonlySet<string>,
): readonly string[] {
  const block = parseBlock(data.cidr);
  if (privateIp === undefined) return freeAddresses(block, used, maxCount);
  const address = parseAddress(privateIp);
  if (address === undefined || !isUsable(block, address)) return [];
  const text = formatAddress(address);
  return used.has(text) ? [] : [text];
}

interface Findings {
  readonly image: ImageRecord;
  readonly subnet: SubnetRecord | undefined;
  readonly vpc: VpcRecord | undefined;
  readonly groups: readonly SecurityGroupRecord[];
  readonly allGroups: readonly SecurityGroupRecord[];
  readonly keyPair: KeyPairRecord | undefined;
  readonly addresses: readonly string[];
  readonly used: ReadonlyMap<string, ReadonlySet<string>>;
}

function problemOf(place: Place, request: LaunchRequest, found: Findings): AwsError | undefined {
  return (
    problemWithType(request, found) ??
    problemWithSubnet(place, request, found) ??
    problemWithGroups(request, found) ??
    problemWithKey(request, found) ??
    problemWithAddresses(request, found)
  );
}

function problemWithInterfaces(
  { interfaces, instanceType }: LaunchRequest,
  given: ReadonlyMap<string, InterfaceView>,
): AwsError | undefined {
  const most = INSTANCE_TYPES.get(instanceType)?.interfaces;
  if (most !== undefined && interfaces.length > most) {
    return tooManyInterfaces(interfaces.length, instanceType);
  }
  for (const { interfaceId: id } of interfaces) {
    if (id === undefined) continue;
    const view = given.get(id);
    if (view === undefined) return notFound(NETWORK_INTERFACE, [id]);
    if (statusOf(view) === 'in-use') return interfaceAttached(id);
  }
  return undefined;
}

function problemWithImage(image: ImageRecord, now: number): AwsError | undefined {
  if (image.isGone === true) return imageUnavailable(image.imageId);
  return imageState(image, now) === 'pending' ? imagePending(image.imageId) : undefined;
}

function problemWithType({ instanceType }: LaunchRequest, { image }: Findings): AwsError | undefined {
  const architecture = architectureOf(instanceType);
  if (image.architecture === undefined || image.architecture === architecture) return undefined;
  return architectureMismatch(architecture, image.architecture);
}

function problemWithSubnet(
  place: Place,
  { subnetId, availabilityZone }: LaunchRequest,
  { subnet }: Findings,
): AwsError | undefined {
  if (
    availabilityZone !== undefined &&
    !zonesOf(place.region).some(({ name }) => name === availabilityZone)
  ) {
    return invalidValue(`Invalid availability zone: [${availabilityZone.slice(0, 64)}]`);
  }
  if (subnet === undefined) {
    return subnetId === undefined
      ? invalidValue('No default subnet for the availability zone was found.')
      : notFound(SUBNET, [subnetId]);
  }
  if (availabilityZone === undefined || availabilityZone === subnet.availability_zone) return undefined;
  return invalidParameterValue(
    availabilityZone,
    'availabilityZone',
    `The subnet '${subnet.id}' is in the availability zone ${subnet.availability_zone}`,
  );
}

function problemWithGroups(
  { groupIds, groupNames }: LaunchRequest,
  { groups, allGroups, vpc }: Findings,
): AwsError | undefined {
  const missing = groupIds.find((id) => !groups.some((group) => group.id === id));
  if (missing !== undefined) {
    const elsewhere = allGroups.some(({ id }) => id === missing);
    return elsewhere
      ? invalidValue(`Security group ${missing} and subnet belong to different networks.`)
      : notFound(SECURITY_GROUP, [missing]);
  }
  const unnamed = groupNames.find((name) => !groups.some((group) => group.name === name));
  if (unnamed === undefined) return undefined;
  return notFound({ ...SECURITY_GROUP, suffix: ` in default VPC '${vpc?.id ?? ''}'` }, [unnamed]);
}

function problemWithKey({ keyName }: LaunchRequest, { keyPair }: Findings): AwsError | undefined {
  return keyName !== undefined && keyPair === undefined ? notFound(KEY_PAIR, [keyName]) : undefined;
}

function problemWithAddresses(
  { privateIp, minCount }: LaunchRequest,
  { subnet, addresses, used }: Findings,
): AwsError | undefined {
  if (addresses.length >= minCount) return undefined;
  if (privateIp === undefined) return insufficientFreeAddresses();
  if (subnet !== undefined && used.get(subnet.id)?.has(privateIp) === true) return addressInUse(privateIp);
  return invalidParameterValue(
    privateIp,
    'privateIpAddress',
    "Address does not fall within the subnet's address range",
  );
}

async function readAskedSnapshots(
  tx: ReadTx,
  place: Place,
  { volumes }: LaunchRequest,
): Promise<ReadonlyMap<string, AnySnapshot>> {
  const found = new Map<string, AnySnapshot>();
  for (const { ebs } of volumes) {
    const snapshot = ebs.SnapshotId ? await findSnapshot(tx, place, ebs.SnapshotId) : undefined;
    if (snapshot !== undefined) found.set(snapshot.id, snapshot);
  }
  return found;
}

async function readGivenInterfaces(
  tx: ReadTx,
  place: Place,
  { interfaces }: LaunchRequest,
  now: number,
): Promise<ReadonlyMap<string, InterfaceView>> {
  const ids = interfaces.flatMap(({ interfaceId }) => interfaceId ?? []);
  if (ids.length === 0) return new Map();
  const all = await readInterfaces(tx, place, now);
  return new Map(all.filter(({ id }) => ids.includes(id)).map((view) => [view.id, view]));
}
