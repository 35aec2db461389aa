import { ec2Operation } from '../ec2-operation.ts';
import { placeOf } from '../shared/place.ts';
import { readConsoleOutput } from './console-output.ts';
import { onInstances } from './instance-authorizations.ts';
import { requireInstance } from './instance-reader.ts';

/**
 * What the instance wrote to its console: its user data's output, as far as it ran. With or without
 * `Latest` it is all that there is by now.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html
 */
export const getConsoleOutput = ec2Operation('GetConsoleOutput', {
  authorizes: ({ InstanceId }, context) => onInstances(context, 'GetConsoleOutput', [InstanceId]),
  async runs({ InstanceId }, context) {
    const now = context.house.clock.now().getTime();
    const { record, output } = await context.house.store.read(async (tx) => ({
      record: await requireInstance(tx, placeOf(context), InstanceId, now),
      output: await readConsoleOutput(tx, InstanceId),
    }));
    return {
      InstanceId,
      Timestamp: new Date(output?.updatedAt ?? record.data.launchTime),
      Output: output && Buffer.from(output.text).toString('base64'),
    };
  },
});
