import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import type { UseQueryResult } from '@tanstack/react-query';
import { useAwsQuery } from '../../session/use-aws.ts';
import { isUnderWay, LIVE } from './stack-states.ts';

/** A stack by its name or ARN, asked for again and again while something happens to it. */
export function useStack(name: string): UseQueryResult<Stack> {
  return useAwsQuery({
    key: ['cloudformation', 'stack', name],
    ask: async (connection): Promise<Stack> => {
      const { Stacks } = await connection
        .client(CloudFormationClient)
        .send(new DescribeStacksCommand({ StackName: name }));
      const stack = Stacks?.[0];
      if (stack === undefined) throw new Error(`Stack with id ${name} does not exist`);
      return stack;
    },
    every: (stack) => (isUnderWay(stack?.StackStatus) ? LIVE : 10_000),
  });
}
