import { AwsError } from '../../../kernel/aws-error.ts';
import { cloudformationOperation } from '../cloudformation-operation.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { ResourceDrift, StackRecord } from '../engine/records.ts';
import { driftNotSupported, noDetection, noResource, noStack, wrongState } from '../errors.ts';
import { onStack, regionOf, stackMeant } from '../stacks/find-stack.ts';
import { resourcesOf } from '../stacks/stack-resources.ts';
import { findDetection, keepDetection, keepDrifts, keepStackDrift, type Detection } from './drift-store.ts';
import { driftToWire } from './drift-to-wire.ts';
import { readDrift } from './read-drift.ts';

/** Stacks in these states have something to be compared with. */
const DETECTABLE: ReadonlySet<string> = new Set([
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'UPDATE_ROLLBACK_FAILED',
]);

/**
 * Compares a stack's resources with its template. AWS does so after it answered; here it is done at once.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DetectStackDrift.html
 */
export const detectStackDrift = cloudformationOperation('DetectStackDrift', {
  authorizes: ({ StackName }, context) => onStack(context, 'DetectStackDrift', StackName),

  async runs({ StackName, LogicalResourceIds }, context) {
    const stack = await detectable(context, StackName);
    const records = await resourcesOf(context, stack);
    const unknown = LogicalResourceIds?.find((id) => records.every(({ logicalId }) => logicalId !== id));
    if (unknown !== undefined) throw noResource(unknown, stack.name);
    const isWanted = (id: string) => LogicalResourceIds === undefined || LogicalResourceIds.includes(id);
    const drifts = new Map<string, { physicalId: string | undefined; drift: ResourceDrift }>();
    const failures: string[] = [];
    for (const record of records) {
      const { logicalId, physicalId } = record;
      if (!isWanted(logicalId)) continue;
      try {
        const drift = await readDrift(context.house, stack, record, placeOf(context));
        if (drift !== undefined) drifts.set(logicalId, { physicalId, drift });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        failures.push(`Failed to detect drift on resource [${logicalId}]: ${error.message}`);
      }
    }
    const detection = await keep(context, stack, drifts, failures, LogicalResourceIds !== undefined);
    return { StackDriftDetectionId: detection.id };
  },
});

async function keep(
  { house }: OperationContext,
  stack: StackRecord,
  drifts: Parameters<typeof keepDrifts>[2],
  failures: readonly string[],
  isPartial: boolean,
): Promise<Detection> {
  const at = house.clock.now().getTime();
  const drifted = [...drifts.values()].filter(({ drift }) => drift.status !== 'IN_SYNC').length;
  const stackStatus = drifted > 0 ? 'DRIFTED' : failures.length > 0 ? 'UNKNOWN' : 'IN_SYNC';
  const detection: Detection = {
    ...{ id: house.ids.requestId(), stackId: stack.id, at, stackStatus, drifted },
    status: failures.length === 0 ? 'DETECTION_COMPLETE' : 'DETECTION_FAILED',
    reason: failures.length === 0 ? undefined : failures.join('; '),
  };
  await house.store.write(async (tx) => {
    await keepDrifts(tx, stack, drifts);
    // A look at some resources tells of the stack only that it has drifted.
    if (!isPartial || drifted > 0) await keepStackDrift(tx, stack.id, { status: stackStatus, at });
    await keepDetection(tx, detection);
  });
  return detection;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DetectStackResourceDrift.html */
export const detectStackResourceDrift = cloudformationOperation('DetectStackResourceDrift', {
  authorizes: ({ StackName }, context) => onStack(context, 'DetectStackResourceDrift', StackName),

  async runs({ StackName, LogicalResourceId }, context) {
    const stack = await detectable(context, StackName);
    const record = (await resourcesOf(context, stack)).find(
      ({ logicalId }) => logicalId === LogicalResourceId,
    );
    if (record === undefined) throw noResource(LogicalResourceId, stack.name);
    const drift = await readDrift(context.house, stack, record, placeOf(context));
    if (drift === undefined) throw driftNotSupported(record.type);
    const { physicalId } = record;
    await context.house.store.write((tx) =>
      keepDrifts(tx, stack, new Map([[LogicalResourceId, { physicalId, drift }]])),
    );
    return { StackResourceDrift: driftToWire(stack, { ...record, drift }) };
  },
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackDriftDetectionStatus.html */
export const describeStackDriftDetectionStatus = cloudformationOperation(
  'DescribeStackDriftDetectionStatus',
  {
    authorizes: () => ({ action: 'cloudformation:DescribeStackDriftDetectionStatus', resource: '*' }),

    async runs({ StackDriftDetectionId }, context) {
      const found = await context.house.store.read((tx) =>
        findDetection(tx, regionOf(context), StackDriftDetectionId),
      );
      if (found === undefined) throw noDetection(StackDriftDetectionId);
      return {
        StackId: found.stackId,
        StackDriftDetectionId,
        StackDriftStatus: found.stackStatus,
        DetectionStatus: found.status,
        DetectionStatusReason: found.reason,
        DriftedStackResourceCount: found.drifted,
        Timestamp: new Date(found.at),
      };
    },
  },
);

/** @throws AwsError ValidationError for a stack that is not there, or is being worked on */
async function detectable(context: OperationContext, name: string): Promise<StackRecord> {
  const stack = await stackMeant(context, name);
  if (stack === undefined) throw noStack(name);
  if (!DETECTABLE.has(stack.status)) throw wrongState(stack.id, stack.status, 'can not be checked for drift');
  return stack;
}

function placeOf({ caller, facts }: OperationContext) {
  return { caller, isForwarded: true, region: facts.region, calledVia: facts.calledVia };
}
