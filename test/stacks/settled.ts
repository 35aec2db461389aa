import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeStacksCommand,
  SignalResourceCommand,
  type CloudFormationClient,
  type SignalResourceCommandInput,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { expect } from 'vitest';

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

/** Waits until a stack is in a status. */
export async function inStatus(client: CloudFormationClient, name: string, status: string): Promise<void> {
  for (;;) {
    const { Stacks = [] } = await client
      .send(new DescribeStacksCommand({ StackName: name }))
      .catch((error: Error) => {
        if (error.message.includes('does not exist')) return { Stacks: [] };
        throw error;
      });
    if (Stacks[0]?.StackStatus === status) return;
    await sleep(20);
  }
}

/** Signals a resource as soon as it waits for that: its stack may not have come so far when its request is answered. */
export async function signalled(
  client: CloudFormationClient,
  signal: Pick<SignalResourceCommandInput, 'StackName' | 'LogicalResourceId' | 'UniqueId' | 'Status'>,
): Promise<void> {
  await expect
    .poll(() =>
      client.send(new SignalResourceCommand(signal)).then(
        () => 'taken',
        (error: Error) => error.message,
      ),
    )
    .toBe('taken');
}
