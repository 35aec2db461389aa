import { EC2Client, paginateDescribeInstances, type Instance } from '@aws-sdk/client-ec2';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { collect } from '../../../aws/collect.ts';
import type { Connection } from '../../../aws/connection.ts';
import { useAwsQuery } from '../../../session/use-aws.ts';
import { isOnItsWay } from './instance.ts';

/** How often states are asked for, ms: often while one changes. */
const SOON = 1_000;
const LATER = 15_000;

/** All instances of the region, or one; asked again while it is looked at, more often while one is on its way. */
export function useInstances(id?: string): UseQueryResult<readonly Instance[]> {
  const [every, setEvery] = useState(LATER);
  return useAwsQuery({
    key: ['ec2', 'instances', ...(id === undefined ? [] : [id])],
    every,
    ask: async (connection) => {
      const instances = await describeInstances(connection, id);
      setEvery(instances.some(isOnItsWay) ? SOON : LATER);
      return instances;
    },
  });
}

async function describeInstances(connection: Connection, id: string | undefined): Promise<Instance[]> {
  const pages = paginateDescribeInstances(
    { client: connection.client(EC2Client) },
    id === undefined ? {} : { InstanceIds: [id] },
  );
  return collect(pages, ({ Reservations = [] }) => Reservations.flatMap(({ Instances = [] }) => Instances));
}
