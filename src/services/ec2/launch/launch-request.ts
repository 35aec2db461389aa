import type { CpuOptionsRequest, RunInstancesRequest } from '../../../model/generated/ec2.ts';
import {
  instanceLimitExceeded,
  invalidParameterCombination,
  invalidParameterValue,
  missingParameter,
  unsupported,
} from '../errors.ts';
import { cpuOf, isBurstable, type Cpu } from '../instance-types/instance-types.ts';
import { readCredits } from '../instances/credit-specifications.ts';
import { assertSingle, readInterfaces, type InterfaceRequest } from './launch-interfaces.ts';
import { readVolumes, type VolumeRequest } from './launch-volumes.ts';
import { digestOf } from '../shared/client-tokens.ts';
import { assertIdOf, assertIdsOf, IMAGE, SECURITY_GROUP, SUBNET } from '../shared/resources.ts';
import { readTagSpecifications, type TagsByType } from '../tags/tags.ts';
import { readUserData } from '../instances/user-data.ts';

/** What RunInstances makes and can tag. */
export const LAUNCHED_TYPES = ['instance', 'volume', 'network-interface'] as const;
export type LaunchedType = (typeof LAUNCHED_TYPES)[number];

/** The most instances of one call. */
const MAX_COUNT = 1000;
const MAX_CLIENT_TOKEN = 64;
const DEFAULT_TYPE = 'm1.small';

/** A launch as it was asked for, checked as far as the request alone tells. */
export interface LaunchRequest {
  readonly minCount: number;
  readonly maxCount: number;
  readonly imageId: string;
  readonly instanceType: string;
  readonly clientToken: string | undefined;
  /** Of everything that was asked for: what the same client token must come with again. */
  readonly digest: string;
  readonly keyName: string | undefined;
  readonly subnetId: string | undefined;
  readonly availabilityZone: string | undefined;
  readonly tenancy: 'default' | 'dedicated' | 'host';
  readonly groupIds: readonly string[];
  readonly groupNames: readonly string[];
  /** By device index; empty where the instance gets one as it comes. */
  readonly interfaces: readonly InterfaceRequest[];
  readonly privateIp: string | undefined;
  /** `undefined`: as the subnet says. */
  readonly publicIp: boolean | undefined;
  readonly interfaceDescription: string;
  readonly deleteInterface: boolean;
  readonly userData: string | undefined;
  readonly volumes: readonly VolumeRequest[];
  readonly tags: TagsByType<LaunchedType>;
  readonly cpuOptions: Cpu | undefined;
  readonly credits: 'standard' | 'unlimited' | undefined;
  /** With what its launch template adds. */
  readonly input: RunInstancesRequest;
  /** As the call itself gave it. */
  readonly asked: RunInstancesRequest;
}

/**
 * Reads a RunInstances request.
 *
 * @param asked what the call itself gave, without what its launch template adds
 * @throws AwsError what EC2 answers to a request that is wrong by itself
 */
export function readLaunchRequest(
  input: RunInstancesRequest,
  asked: RunInstancesRequest = input,
): LaunchRequest {
  refuseWhatIsNotDone(input);
  const { minCount, maxCount } = readCounts(input);
  const imageId = given(input.ImageId);
  if (imageId === undefined) throw missingParameter('ImageId');
  assertIdOf(IMAGE, imageId);
  const instanceType = given(input.InstanceType) ?? DEFAULT_TYPE;
  const interfaces = readInterfaces(input);
  const [nic] = interfaces;
  const privateIp = nic === undefined ? given(input.PrivateIpAddress) : nic.privateIp;
  assertSingle(privateIp !== undefined, maxCount);
  const subnetId = nic?.subnetId ?? given(input.SubnetId);
  if (subnetId !== undefined) assertIdOf(SUBNET, subnetId);
  const groupIds = [...new Set([...(input.SecurityGroupIds ?? []), ...(nic?.groupIds ?? [])])];
  assertIdsOf(SECURITY_GROUP, groupIds);
  const groupNames = [...new Set(input.SecurityGroups)];
  if (groupNames.length > 0 && subnetId !== undefined) {
    throw invalidParameterCombination('The parameter groupName cannot be used with the parameter subnet');
  }
  return {
    minCount,
    maxCount,
    imageId,
    instanceType,
    clientToken: readClientToken(input.ClientToken),
    digest: digestOf(asked),
    keyName: given(input.KeyName),
    subnetId,
    availabilityZone: given(input.Placement?.AvailabilityZone),
    tenancy: input.Placement?.Tenancy ?? 'default',
    groupIds,
    groupNames,
    interfaces,
    privateIp,
    publicIp: nic?.publicIp,
    interfaceDescription: nic?.description ?? '',
    deleteInterface: nic?.deleteOnTermination ?? true,
    userData: readUserData(given(input.UserData)),
    volumes: readVolumes(input.BlockDeviceMappings),
    tags: readTagSpecifications(input.TagSpecifications, LAUNCHED_TYPES),
    cpuOptions: readCpuOptions(instanceType, input.CpuOptions),
    credits: readCreditSpecification(instanceType, input.CreditSpecification?.CpuCredits),
    input,
    asked,
  };
}

/** An empty parameter on the wire means that it was not given. */
function given<T extends string>(value: T | undefined): T | undefined {
  return value === undefined || value.length === 0 ? undefined : value;
}

function refuseWhatIsNotDone(input: RunInstancesRequest): void {
  if ('InstanceRequirements' in input && input.InstanceRequirements !== undefined) {
    throw unsupported('InstanceRequirements');
  }
  if (input.InstanceMarketOptions !== undefined) throw unsupported('InstanceMarketOptions');
  if ((input.SecondaryInterfaces?.length ?? 0) > 0) throw unsupported('SecondaryInterface');
  if ((input.LicenseSpecifications?.length ?? 0) > 0) throw unsupported('LicenseSpecification');
  if ((input.Ipv6Addresses?.length ?? 0) > 0) throw unsupported('Ipv6Address');
  if ((input.Ipv6AddressCount ?? 0) > 0) throw unsupported('Ipv6AddressCount');
  if (input.HibernationOptions?.Configured === true) throw unsupported('HibernationOptions.Configured');
  if (input.EnablePrimaryIpv6 === true) throw unsupported('EnablePrimaryIpv6');
  if (input.Operator !== undefined) throw unsupported('Operator');
  if ((input.ElasticGpuSpecification?.length ?? 0) > 0) throw unsupported('ElasticGpuSpecification');
  if ((input.ElasticInferenceAccelerators?.length ?? 0) > 0) throw unsupported('ElasticInferenceAccelerator');
  if (input.CapacityReservationSpecification?.CapacityReservationTarget !== undefined) {
    throw unsupported('CapacityReservationSpecification.CapacityReservationTarget');
  }
  if ((input.NetworkPerformanceOptions?.BandwidthWeighting ?? 'default') !== 'default') {
    throw unsupported('NetworkPerformanceOptions.BandwidthWeighting');
  }
  if (given(input.KernelId) !== undefined) throw unsupported('KernelId');
  if (given(input.RamdiskId) !== undefined) throw unsupported('RamdiskId');
  if (input.EnclaveOptions?.Enabled === true) throw unsupported('EnclaveOptions.Enabled');
  if (given(input.Placement?.GroupName) !== undefined) throw unsupported('Placement.GroupName');
  if (given(input.Placement?.HostId) !== undefined) throw unsupported('Placement.HostId');
}

/** @throws AwsError for more cores or threads than the type has, or what the house does not do */
function readCpuOptions(instanceType: string, asked: CpuOptionsRequest | undefined): Cpu | undefined {
  if (asked === undefined) return undefined;
  if (asked.AmdSevSnp === 'enabled') throw unsupported('CpuOptions.AmdSevSnp');
  if (asked.NestedVirtualization === 'enabled') throw unsupported('CpuOptions.NestedVirtualization');
  const { CoreCount, ThreadsPerCore } = asked;
  if (CoreCount === undefined && ThreadsPerCore === undefined) return undefined;
  if (CoreCount === undefined) throw missingParameter('CpuOptions.CoreCount');
  if (ThreadsPerCore === undefined) throw missingParameter('CpuOptions.ThreadsPerCore');
  const most = cpuOf(instanceType);
  if (CoreCount < 1 || CoreCount > most.cores) {
    throw invalidParameterValue(CoreCount, 'CoreCount', `${instanceType} has at most ${most.cores} cores.`);
  }
  if (ThreadsPerCore < 1 || ThreadsPerCore > most.threadsPerCore) {
    const why = `${instanceType} has at most ${most.threadsPerCore} threads per core.`;
    throw invalidParameterValue(ThreadsPerCore, 'ThreadsPerCore', why);
  }
  return { cores: CoreCount, threadsPerCore: ThreadsPerCore };
}

/** @throws AwsError InvalidParameterCombination for a type that has no CPU credits */
function readCreditSpecification(
  instanceType: string,
  asked: string | undefined,
): 'standard' | 'unlimited' | undefined {
  const credits = readCredits(asked);
  if (credits !== undefined && !isBurstable(instanceType)) {
    throw invalidParameterCombination(
      `The CreditSpecification parameter is not supported for the ${instanceType} instance type.`,
    );
  }
  return credits;
}

function readCounts({ MinCount, MaxCount }: RunInstancesRequest): { minCount: number; maxCount: number } {
  if (MinCount < 1) {
    throw invalidParameterValue(MinCount, 'minCount', 'Value must be greater than or equal to 1');
  }
  if (MaxCount < 1) {
    throw invalidParameterValue(MaxCount, 'maxCount', 'Value must be greater than or equal to 1');
  }
  if (MinCount > MaxCount) {
    throw invalidParameterCombination(
      `MinCount '${MinCount}' should not be greater than MaxCount '${MaxCount}'`,
    );
  }
  if (MinCount > MAX_COUNT) throw instanceLimitExceeded(MinCount, MAX_COUNT);
  return { minCount: MinCount, maxCount: Math.min(MaxCount, MAX_COUNT) };
}

function readClientToken(token: string | undefined): string | undefined {
  if (token !== undefined && token.length > MAX_CLIENT_TOKEN) {
    throw invalidParameterValue(token, 'clientToken', `Expecting at most ${MAX_CLIENT_TOKEN} characters.`);
  }
  return given(token);
}
