import type {
  Parameter,
  Stack,
  StackDriftInformation,
  StackResourceSummary,
  StackSummary,
} from '../../../model/generated/cloudformation.ts';
import type { Definition, ResourceRecord, StackRecord } from '../engine/records.ts';

/** A stack as DescribeStacks shows it. */
export function stackToWire({
  id,
  name,
  created_at,
  deleted_at,
  status,
  parent_id,
  data,
}: StackRecord): Stack {
  return {
    StackId: id,
    StackName: name,
    ChangeSetId: data.changeSetId,
    Description: data.description,
    Parameters: parametersToWire(data),
    CreationTime: new Date(created_at),
    DeletionTime: deleted_at === null ? undefined : new Date(deleted_at),
    LastUpdatedTime: data.updatedAt === undefined ? undefined : new Date(data.updatedAt),
    RollbackConfiguration: {},
    StackStatus: status as Stack['StackStatus'],
    StackStatusReason: data.statusReason,
    DisableRollback: data.disableRollback,
    NotificationARNs: data.notificationArns,
    TimeoutInMinutes: data.timeoutMinutes,
    Capabilities: data.capabilities as Stack['Capabilities'],
    Outputs: data.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      Description: description,
      ExportName: exportName,
    })),
    RoleARN: data.roleArn,
    Tags: data.tags,
    EnableTerminationProtection: data.terminationProtection,
    ParentId: parent_id ?? undefined,
    RootId: data.rootId,
    DriftInformation: driftOf(data),
  };
}

function driftOf({ drift }: StackRecord['data']): StackDriftInformation {
  return drift === undefined
    ? { StackDriftStatus: 'NOT_CHECKED' }
    : { StackDriftStatus: drift.status, LastCheckTimestamp: new Date(drift.at) };
}

/** A stack's parameters; those of NoEcho stand as stars. */
export function parametersToWire({ parameters, stored, noEcho = [] }: Definition): readonly Parameter[] {
  return Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue: noEcho.includes(ParameterKey) ? '****' : ParameterValue,
    ResolvedValue: stored[ParameterKey],
  }));
}

export function stackSummary(stack: StackRecord): StackSummary {
  const { id, name, created_at, deleted_at, status, parent_id, data } = stack;
  return {
    StackId: id,
    StackName: name,
    TemplateDescription: data.description,
    CreationTime: new Date(created_at),
    LastUpdatedTime: data.updatedAt === undefined ? undefined : new Date(data.updatedAt),
    DeletionTime: deleted_at === null ? undefined : new Date(deleted_at),
    StackStatus: status as StackSummary['StackStatus'],
    StackStatusReason: data.statusReason,
    ParentId: parent_id ?? undefined,
    RootId: data.rootId,
    DriftInformation: driftOf(data),
  };
}

/** What every listing of a stack's resources shows of one. */
export function resourceToWire(record: ResourceRecord): StackResourceSummary {
  return {
    LogicalResourceId: record.logicalId,
    PhysicalResourceId: record.physicalId,
    ResourceType: record.type,
    LastUpdatedTimestamp: new Date(record.updatedAt),
    ResourceStatus: record.status,
    ResourceStatusReason: record.statusReason,
    DriftInformation:
      record.drift === undefined
        ? { StackResourceDriftStatus: 'NOT_CHECKED' }
        : {
            StackResourceDriftStatus: record.drift.status,
            LastCheckTimestamp: new Date(record.drift.at),
          },
  };
}
