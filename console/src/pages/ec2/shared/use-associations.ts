import {
  EC2Client,
  paginateDescribeIamInstanceProfileAssociations,
  type IamInstanceProfileAssociation,
} from '@aws-sdk/client-ec2';
import type { UseQueryResult } from '@tanstack/react-query';
import { collect } from '../../../aws/collect.ts';
import { useAwsQuery } from '../../../session/use-aws.ts';

/** The associations of instance profiles with instances that there are, or those of one instance. */
export function useAssociations(
  instanceId?: string,
): UseQueryResult<readonly IamInstanceProfileAssociation[]> {
  return useAwsQuery({
    key: ['ec2', 'associations', ...(instanceId === undefined ? [] : [instanceId])],
    ask: (connection) =>
      collect(
        paginateDescribeIamInstanceProfileAssociations(
          { client: connection.client(EC2Client) },
          instanceId === undefined ? {} : { Filters: [{ Name: 'instance-id', Values: [instanceId] }] },
        ),
        (page) => page.IamInstanceProfileAssociations,
      ),
  });
}

/** The association that gives an instance its role now; one that is being taken away gives none. */
export function presentAssociation(
  associations: readonly IamInstanceProfileAssociation[] | undefined,
): IamInstanceProfileAssociation | undefined {
  return associations?.find(({ State }) => State === 'associated' || State === 'associating');
}
