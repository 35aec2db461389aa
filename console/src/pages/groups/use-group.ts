import { GetGroupCommand, IAMClient, paginateGetGroup, type Group, type User } from '@aws-sdk/client-iam';
import { collect } from '../../aws/collect.ts';
import { useAwsQuery } from '../../session/use-aws.ts';

/** One group. */
export function useGroup(GroupName: string) {
  return useAwsQuery<Group | undefined>({
    key: ['iam', 'groups', GroupName, 'group'],
    ask: async (connection) => {
      const { Group } = await connection
        .client(IAMClient)
        .send(new GetGroupCommand({ GroupName, MaxItems: 1 }));
      return Group;
    },
  });
}

/** A group's members. */
export function useMembers(GroupName: string) {
  return useAwsQuery<readonly User[]>({
    key: ['iam', 'groups', GroupName, 'members'],
    ask: (connection) =>
      collect(
        paginateGetGroup({ client: connection.client(IAMClient) }, { GroupName }),
        (page) => page.Users,
      ),
  });
}
