import { GetInstanceProfileCommand, IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import { collect } from '../../aws/collect.ts';
import { useAwsQuery } from '../../session/use-aws.ts';

/** One instance profile, with its tags and its role. */
export function useProfile(InstanceProfileName: string) {
  return useAwsQuery({
    key: ['iam', 'instance profiles', InstanceProfileName],
    ask: async (connection) => {
      const { InstanceProfile } = await connection
        .client(IAMClient)
        .send(new GetInstanceProfileCommand({ InstanceProfileName }));
      return InstanceProfile;
    },
  });
}

/** All roles, to choose one of. */
export function useRolesToChoose() {
  return useAwsQuery({
    key: ['iam', 'roles', 'to choose'],
    ask: (connection) =>
      collect(
        paginateListRoles({ client: connection.client(IAMClient) }, { MaxItems: 1000 }),
        (page) => page.Roles,
      ),
  });
}
