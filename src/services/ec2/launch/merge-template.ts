import type {
  BlockDeviceMapping,
  InstanceNetworkInterfaceSpecification,
  RequestLaunchTemplateData,
  RunInstancesRequest,
  Tag,
  TagSpecification,
} from '../../../model/generated/ec2.ts';

/**
 * A launch as its template and its own parameters say together: what the call gives wins. Options
 * and placement are merged member by member, block devices by name, interfaces by index, tags by key.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/launch-templates.html
 */
export function mergeTemplate(
  asked: RunInstancesRequest,
  template: RequestLaunchTemplateData,
): RunInstancesRequest {
  const {
    RamDiskId,
    BlockDeviceMappings,
    NetworkInterfaces,
    TagSpecifications,
    SecurityGroupIds,
    SecurityGroups,
    ...plain
  } = template;
  const namesGroups = isGiven(asked.SecurityGroupIds) || isGiven(asked.SecurityGroups);
  const merged = {
    ...(plain as Partial<RunInstancesRequest>),
    RamdiskId: RamDiskId,
    ...(namesGroups ? {} : { SecurityGroupIds, SecurityGroups }),
    ...withoutGaps(asked),
    BlockDeviceMappings: byKey<BlockDeviceMapping>(
      BlockDeviceMappings,
      asked.BlockDeviceMappings,
      ({ DeviceName }) => DeviceName,
    ),
    NetworkInterfaces: byKey<InstanceNetworkInterfaceSpecification>(
      NetworkInterfaces,
      asked.NetworkInterfaces,
      ({ DeviceIndex }) => DeviceIndex ?? 0,
    ),
    TagSpecifications: mergeTags(TagSpecifications, asked.TagSpecifications),
  };
  for (const name of ['MetadataOptions', 'Placement', 'CpuOptions', 'PrivateDnsNameOptions'] as const) {
    const both = { ...withoutGaps(template[name] ?? {}), ...withoutGaps(asked[name] ?? {}) };
    if (Object.keys(both).length > 0) merged[name] = both as never;
  }
  return merged;
}

/** Whether a parameter was given: an empty one on the wire means that it was not. */
export function isGiven(value: string | readonly unknown[] | object | undefined): boolean {
  if (typeof value === 'string' || Array.isArray(value)) return value.length > 0;
  return value !== undefined;
}

function withoutGaps<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => isGiven(member as object))) as T;
}

/** The template's entries with those of the call laid over them, where both have the same key. */
function byKey<T extends object>(
  template: readonly T[] | undefined,
  asked: readonly T[] | undefined,
  keyOf: (entry: T) => string | number | undefined,
): readonly T[] | undefined {
  if (template === undefined || template.length === 0) return asked;
  const entries = [...template];
  for (const entry of asked ?? []) {
    const at = entries.findIndex((each) => keyOf(each) === keyOf(entry));
    if (at < 0) entries.push(entry);
    else entries[at] = overlay(entries[at] as T, entry);
  }
  return entries;
}

function overlay<T extends object>(below: T, above: T): T {
  const { Ebs } = above as BlockDeviceMapping;
  const disk = (below as BlockDeviceMapping).Ebs;
  const merged = { ...below, ...withoutGaps(above) };
  return Ebs === undefined || disk === undefined
    ? merged
    : { ...merged, Ebs: { ...disk, ...withoutGaps(Ebs) } };
}

function mergeTags(
  template: readonly TagSpecification[] | undefined,
  asked: readonly TagSpecification[] | undefined,
): readonly TagSpecification[] | undefined {
  if (template === undefined) return asked;
  const merged: TagSpecification[] = [...(asked ?? [])];
  for (const { ResourceType, Tags = [] } of template) {
    const own = (asked ?? [])
      .filter((each) => each.ResourceType === ResourceType)
      .flatMap((each) => each.Tags ?? []);
    const added = Tags.filter(({ Key }: Tag) => !own.some((tag) => tag.Key === Key));
    if (added.length > 0) merged.push({ ResourceType, Tags: added });
  }
  return merged;
}
