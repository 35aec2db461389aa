import type { StackResourceDrift } from '../../../model/generated/cloudformation.ts';
import type { ResourceDrift, ResourceRecord, StackRecord } from '../engine/records.ts';

/** A resource's drift as the operations about it show it. */
export function driftToWire(
  { id: StackId }: StackRecord,
  { logicalId, physicalId, type, drift }: ResourceRecord & { readonly drift: ResourceDrift },
): StackResourceDrift {
  return {
    StackId,
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    ExpectedProperties: JSON.stringify(drift.expected),
    ActualProperties: drift.actual === undefined ? undefined : JSON.stringify(drift.actual),
    PropertyDifferences: drift.differences ?? [],
    StackResourceDriftStatus: drift.status,
    Timestamp: new Date(drift.at),
  };
}
