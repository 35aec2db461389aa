import { IAMClient, paginateListInstanceProfiles, type InstanceProfile } from '@aws-sdk/client-iam';
import type { UseQueryResult } from '@tanstack/react-query';
import { collect } from '../../../aws/collect.ts';
import { useAwsQuery } from '../../../session/use-aws.ts';

/** All instance profiles of the account, with their roles. */
export function useProfiles(): UseQueryResult<readonly InstanceProfile[]> {
  return useAwsQuery({
    key: ['iam', 'instance-profiles'],
    ask: (connection) =>
      collect(
        paginateListInstanceProfiles({ client: connection.client(IAMClient) }, {}),
        ({ InstanceProfiles }) => InstanceProfiles,
      ),
  });
}
