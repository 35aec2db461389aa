import { once } from './load.ts';
import { MeasuredServer } from './measured-server.ts';
import { compareWithBare, type Ratio } from './ratio.ts';
import { queryRequest } from './signed-request.ts';

/** What describing a thousand instances costs. */
export interface InstancesBench {
  /** Ten of them, by tag, state and launch index. */
  readonly ten: Ratio;
  /** One of them, by its id. */
  readonly one: Ratio;
  /** All of them, in one answer. */
  readonly all: Ratio;
}

/** Launches a thousand instances, each hundred with a tag, and measures DescribeInstances on them. */
export async function benchInstances(requests: number): Promise<InstancesBench> {
  const server = await MeasuredServer.utsuwa(['--ephemeral']);
  try {
    const ec2 = (parameters: Readonly<Record<string, string>>) =>
      queryRequest(server.port, server.admin, 'ec2', parameters);
    let id: string | undefined;
    for (let batch = 0; batch < 10; batch += 1) {
      const answer = await once(server.port, ec2(launchOf100(batch)));
      id = /<instanceId>(i-[0-9a-f]+)</.exec(answer.toString('latin1'))?.[1];
    }
    if (id === undefined) throw new Error('the launches of the bench answered no instance');
    const ten = ec2({
      Action: 'DescribeInstances',
      'Filter.1.Name': 'tag:batch',
      'Filter.1.Value.1': 'b3',
      'Filter.2.Name': 'instance-state-name',
      'Filter.2.Value.1': 'running',
      'Filter.3.Name': 'launch-index',
      'Filter.3.Value.1': '?',
    });
    const one = ec2({ Action: 'DescribeInstances', 'InstanceId.1': id });
    const all = ec2({ Action: 'DescribeInstances' });
    return {
      ten: await compareWithBare(server, () => ten, { requests: Math.ceil(requests / 150) }),
      one: await compareWithBare(server, () => one, { requests: Math.ceil(requests / 5) }),
      all: await compareWithBare(server, () => all, { requests: Math.ceil(requests / 500) }),
    };
  } finally {
    await server.stop();
  }
}

function launchOf100(batch: number): Readonly<Record<string, string>> {
  return {
    Action: 'RunInstances',
    ImageId: 'ami-0abcdef1234567890',
    InstanceType: 't3.micro',
    MinCount: '100',
    MaxCount: '100',
    'TagSpecification.1.ResourceType': 'instance',
    'TagSpecification.1.Tag.1.Key': 'batch',
    'TagSpecification.1.Tag.1.Value': `b${batch}`,
  };
}
