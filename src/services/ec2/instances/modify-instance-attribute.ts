import type {
  InstanceBlockDeviceMappingSpecification,
  ModifyInstanceAttributeRequest,
} from '../../../model/generated/ec2.ts';
import type { ReadTx } from '../../../store/store.ts';
import { change, ec2Operation } from '../ec2-operation.ts';
import {
  architectureMismatch,
  invalid,
  quote,
  invalidParameterCombination,
  missingParameter,
  notFound,
  notInStates,
  unsupported,
} from '../errors.ts';
import { attributeKeys, onInstances } from './instance-authorizations.ts';
import { requireInstance } from './instance-reader.ts';
import { devicesAt, instanceState, type InstanceRecord } from './instance-record.ts';
import { assertInstanceType } from '../instance-types/assert-instance-type.ts';
import { architectureOf } from '../instance-types/instance-types.ts';
import { readSecurityGroups } from '../network/network-reader.ts';
import { placeOf } from '../shared/place.ts';
import { SECURITY_GROUP, assertIdsOf } from '../shared/resources.ts';
import { readUserData } from './user-data.ts';

/** What a request changes, under EC2's names of the attributes. */
interface AttributeChange {
  readonly disableApiTermination?: boolean | undefined;
  readonly disableApiStop?: boolean | undefined;
  readonly ebsOptimized?: boolean | undefined;
  readonly sourceDestCheck?: boolean | undefined;
  readonly instanceInitiatedShutdownBehavior?: string | undefined;
  readonly instanceType?: string | undefined;
  /** Base64. */
  readonly userData?: string | undefined;
  readonly groupSet?: readonly string[] | undefined;
  readonly enaSupport?: boolean | undefined;
  readonly sriovNetSupport?: string | undefined;
  readonly blockDeviceMapping?: readonly InstanceBlockDeviceMappingSpecification[] | undefined;
}

/** Attributes that can be changed only while the instance is stopped. */
const ONLY_STOPPED: readonly (keyof AttributeChange)[] = [
  'instanceType',
  'userData',
  'ebsOptimized',
  'enaSupport',
  'sriovNetSupport',
];

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceAttribute.html */
export const modifyInstanceAttribute = ec2Operation('ModifyInstanceAttribute', {
  authorizes(input, context) {
    const keys = attributeKeys(readChange(input));
    return onInstances(context, 'ModifyInstanceAttribute', [input.InstanceId], keys);
  },

  async runs(input, context) {
    const asked = readChange(input);
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const record = await requireInstance(tx, place, input.InstanceId, now);
      const needsStop = ONLY_STOPPED.find((name) => asked[name] !== undefined);
      if (needsStop !== undefined && instanceState(record, now) !== 'stopped') {
        throw notInStates(record.id, "'stopped' state");
      }
      const { data } = record;
      await tx
        .updateTable('instances')
        .set({
          instance_type: typeFor(record, asked.instanceType),
          user_data: asked.userData ?? record.user_data,
          data: JSON.stringify({
            ...data,
            disableApiTermination: asked.disableApiTermination ?? data.disableApiTermination,
            disableApiStop: asked.disableApiStop ?? data.disableApiStop,
            isEbsOptimized: asked.ebsOptimized ?? data.isEbsOptimized,
            sourceDestCheck: asked.sourceDestCheck ?? data.sourceDestCheck,
            shutdownBehavior: asked.instanceInitiatedShutdownBehavior ?? data.shutdownBehavior,
            blockDevices: devicesFor(record, asked.blockDeviceMapping, now),
            securityGroups: await groupsFor(tx, record, asked.groupSet),
          }),
        })
        .where('id', '=', record.id)
        .execute();
      return { answer: {}, instances: [record.id] };
    });
  },
});

/** @throws AwsError when nothing, several things, or what the house cannot change is asked for */
function readChange(input: ModifyInstanceAttributeRequest): AttributeChange {
  if (input.EnclaveOptions !== undefined) throw unsupported('EnclaveOptions');
  if (input.Kernel !== undefined || input.Ramdisk !== undefined) throw unsupported('Kernel');
  // Both are on already, and never off.
  if (input.EnaSupport?.Value === false) throw unsupported('EnaSupport=false');
  const asked: AttributeChange = {
    disableApiTermination: input.DisableApiTermination?.Value,
    disableApiStop: input.DisableApiStop?.Value,
    ebsOptimized: input.EbsOptimized?.Value,
    sourceDestCheck: input.SourceDestCheck?.Value,
    instanceInitiatedShutdownBehavior: input.InstanceInitiatedShutdownBehavior?.Value,
    instanceType: input.InstanceType?.Value,
    userData: input.UserData?.Value && Buffer.from(input.UserData.Value).toString('base64'),
    // An empty list is none: AWS's own answer to it.
    groupSet: input.Groups?.length === 0 ? undefined : input.Groups,
    enaSupport: input.EnaSupport?.Value,
    sriovNetSupport: input.SriovNetSupport?.Value,
    blockDeviceMapping: input.BlockDeviceMappings,
    ...byName(input),
  };
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  if (given.length === 0) throw invalidParameterCombination('No attributes specified.');
  if (given.length > 1) {
    throw invalidParameterCombination('Fields for multiple attribute types specified');
  }
  if (asked.userData !== undefined) readUserData(asked.userData);
  if (asked.instanceType !== undefined) assertInstanceType(asked.instanceType);
  const behavior = asked.instanceInitiatedShutdownBehavior;
  if (behavior !== undefined && behavior !== 'stop' && behavior !== 'terminate') {
    throw invalidParameterCombination('Shutdown behavior must be `stop` or `terminate`');
  }
  return Object.fromEntries(given);
}

/** The older form: an attribute's name and its value as text. */
function byName({ Attribute, Value }: ModifyInstanceAttributeRequest): AttributeChange {
  if (Attribute === undefined) return {};
  if (Value === undefined) throw missingParameter('Value');
  switch (Attribute) {
    case 'disableApiTermination':
    case 'disableApiStop':
    case 'ebsOptimized':
    case 'sourceDestCheck':
      return { [Attribute]: Value === 'true' };
    case 'instanceInitiatedShutdownBehavior':
    case 'instanceType':
    case 'userData':
      return { [Attribute]: Value };
    case 'groupSet':
      return { groupSet: [Value] };
    case 'blockDeviceMapping':
    case 'enaSupport':
    case 'enclaveOptions':
    case 'kernel':
    case 'productCodes':
    case 'ramdisk':
    case 'rootDeviceName':
    case 'sriovNetSupport':
      throw unsupported(`Attribute=${Attribute}`);
  }
}

function typeFor({ instance_type, data }: InstanceRecord, asked: string | undefined): string {
  if (asked === undefined) return instance_type;
  const architecture = architectureOf(asked);
  if (architecture !== data.architecture) throw architectureMismatch(architecture, data.architecture);
  return asked;
}

/** The volumes with what was asked for changed: whether they go with the instance. */
function devicesFor(
  { data }: InstanceRecord,
  asked: AttributeChange['blockDeviceMapping'],
  now: number,
): InstanceRecord['data']['blockDevices'] {
  const devices = devicesAt(data, now);
  for (const { DeviceName = '', NoDevice, VirtualName } of asked ?? []) {
    if (NoDevice !== undefined || VirtualName !== undefined) throw unsupported('BlockDeviceMapping.NoDevice');
    if (!devices.some(({ deviceName }) => deviceName === DeviceName)) {
      throw invalid('InvalidInstanceAttributeValue', `No device is currently mapped at ${quote(DeviceName)}`);
    }
  }
  return devices.map((device) => {
    const change = asked?.find(({ DeviceName }) => DeviceName === device.deviceName);
    return { ...device, deleteOnTermination: change?.Ebs?.DeleteOnTermination ?? device.deleteOnTermination };
  });
}

async function groupsFor(
  tx: ReadTx,
  record: InstanceRecord,
  ids: readonly string[] | undefined,
): Promise<InstanceRecord['data']['securityGroups']> {
  if (ids === undefined) return record.data.securityGroups;
  assertIdsOf(SECURITY_GROUP, ids);
  const all = await readSecurityGroups(tx, { accountId: record.account_id, region: record.region });
  return ids.map((id) => {
    const group = all.find((each) => each.id === id && each.vpc_id === record.vpc_id);
    if (group === undefined) throw notFound(SECURITY_GROUP, [id]);
    return { groupId: group.id, groupName: group.name };
  });
}
