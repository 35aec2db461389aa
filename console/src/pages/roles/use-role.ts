import { GetRoleCommand, IAMClient, paginateListInstanceProfilesForRole } from '@aws-sdk/client-iam';
import { collect } from '../../aws/collect.ts';
import { useAwsQuery } from '../../session/use-aws.ts';

/** One role, with what listings leave out: tags, boundary and last use. */
export function useRole(RoleName: string) {
  return useAwsQuery({
    key: ['iam', 'roles', RoleName, 'role'],
    ask: async (connection) => {
      const { Role } = await connection.client(IAMClient).send(new GetRoleCommand({ RoleName }));
      return Role;
    },
  });
}

/** The instance profiles that hold a role, whoever put it there. */
export function useProfilesOfRole(RoleName: string) {
  return useAwsQuery({
    key: ['iam', 'roles', RoleName, 'instance profiles'],
    ask: (connection) =>
      collect(
        paginateListInstanceProfilesForRole({ client: connection.client(IAMClient) }, { RoleName }),
        (page) => page.InstanceProfiles,
      ),
  });
}
