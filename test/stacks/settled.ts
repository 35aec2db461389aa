import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeStacksCommand, type CloudFormationClient, type Stack } from '@aws-sdk/client-cloudformation';

/** Waits until nothing is being done with a stack, and tells how it stands. */
export async function settled(client: CloudFormationClient, name: string): Promise<Stack> {
  for (;;) {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    if (stack === undefined) throw new Error(`no stack \`${name}\``);
    const status = stack.StackStatus ?? '';
    if (!status.endsWith('_IN_PROGRESS') || status === 'REVIEW_IN_PROGRESS') return stack;
    await sleep(20);
  }
}
