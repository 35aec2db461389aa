import { GetUserCommand, IAMClient, paginateListGroupsForUser } from '@aws-sdk/client-iam';
import { collect } from '../../aws/collect.ts';
import { useAwsQuery } from '../../session/use-aws.ts';

/** One user, with what listings leave out: tags and boundary. */
export function useUser(UserName: string) {
  return useAwsQuery({
    key: ['iam', 'users', UserName, 'user'],
    ask: async (connection) => {
      const { User } = await connection.client(IAMClient).send(new GetUserCommand({ UserName }));
      return User;
    },
  });
}

/** The groups that a user is in. */
export function useGroupsOfUser(UserName: string) {
  return useAwsQuery({
    key: ['iam', 'users', UserName, 'groups'],
    ask: (connection) =>
      collect(
        paginateListGroupsForUser({ client: connection.client(IAMClient) }, { UserName }),
        (page) => page.Groups,
      ),
  });
}
