import type { InstanceMonitoring } from '../../../model/generated/ec2.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { ec2Operation } from '../ec2-operation.ts';
import { onInstances } from './instance-authorizations.ts';
import { updateInstances } from './update-instance.ts';

interface MonitoringRequest {
  readonly InstanceIds: readonly string[];
  readonly DryRun?: boolean | undefined;
}

/** Answered as on its way, described as done from then on: so AWS does. */
async function switchMonitoring(
  context: OperationContext,
  input: MonitoringRequest,
  isMonitored: boolean,
): Promise<InstanceMonitoring[]> {
  const instances = await updateInstances(context, input, input.InstanceIds, () => ({ isMonitored }));
  const State = isMonitored ? 'pending' : 'disabling';
  return instances.map(({ id }) => ({ InstanceId: id, Monitoring: { State } }));
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_MonitorInstances.html */
export const monitorInstances = ec2Operation('MonitorInstances', {
  authorizes: ({ InstanceIds }, context) => onInstances(context, 'MonitorInstances', InstanceIds),
  runs: async (input, context) => ({
    InstanceMonitorings: await switchMonitoring(context, input, true),
  }),
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UnmonitorInstances.html */
export const unmonitorInstances = ec2Operation('UnmonitorInstances', {
  authorizes: ({ InstanceIds }, context) => onInstances(context, 'UnmonitorInstances', InstanceIds),
  runs: async (input, context) => ({
    InstanceMonitorings: await switchMonitoring(context, input, false),
  }),
});
