import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  paginateListPolicyVersions,
  type Policy,
} from '@aws-sdk/client-iam';
import { useQueryClient } from '@tanstack/react-query';
import { collect } from '../../aws/collect.ts';
import { documentOf } from '../../parts/policy-editor/policy-document.ts';
import { useSession } from '../../session/session.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';

/** A managed policy, without its document; none is asked for where none is named. */
export function usePolicy(PolicyArn: string | undefined) {
  return useAwsQuery({
    key: ['iam', 'policies', PolicyArn ?? '', 'policy'],
    enabled: PolicyArn !== undefined,
    ask: async (connection) => {
      const { Policy } = await connection.client(IAMClient).send(new GetPolicyCommand({ PolicyArn }));
      return Policy;
    },
  });
}

/** The document of one of its versions. */
export function usePolicyDocument(PolicyArn: string, VersionId: string | undefined) {
  return useAwsQuery({
    key: ['iam', 'policies', PolicyArn, 'documents', VersionId ?? ''],
    ask: async (connection) => {
      const { PolicyVersion } = await connection
        .client(IAMClient)
        .send(new GetPolicyVersionCommand({ PolicyArn, VersionId: VersionId ?? '' }));
      return documentOf(PolicyVersion?.Document);
    },
    enabled: VersionId !== undefined,
  });
}

/** Its versions, five at most: the newest first. */
export function usePolicyVersions(PolicyArn: string) {
  const { id } = useSession();
  const queries = useQueryClient();
  const policyKey = [id, 'iam', 'policies', PolicyArn, 'policy'];
  return useAwsQuery({
    key: ['iam', 'policies', PolicyArn, 'versions'],
    ask: async (connection) => {
      const versions = await collect(
        paginateListPolicyVersions({ client: connection.client(IAMClient) }, { PolicyArn }),
        (page) => page.Versions,
      );
      // Changed elsewhere meanwhile: what the page says of the policy is as old as its default version.
      const known = queries.getQueryData<Policy>(policyKey);
      const current = versions.find(({ IsDefaultVersion }) => IsDefaultVersion === true);
      if (known !== undefined && known.DefaultVersionId !== current?.VersionId)
        void queries.invalidateQueries({ queryKey: policyKey });
      return versions;
    },
  });
}
