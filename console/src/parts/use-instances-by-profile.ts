import { EC2Client, paginateDescribeIamInstanceProfileAssociations } from '@aws-sdk/client-ec2';
import { collect } from '../aws/collect.ts';
import { useAwsQuery } from '../session/use-aws.ts';

/** An instance that carries an instance profile. */
export interface CarryingInstance {
  readonly instanceId: string;
  readonly associationId: string;
  readonly state: string;
}

/** The region's instances that carry each instance profile, by its ARN. */
export function useInstancesByProfile() {
  return useAwsQuery<ReadonlyMap<string, readonly CarryingInstance[]>>({
    key: ['ec2', 'profile associations', 'by profile'],
    ask: async (connection) => {
      const associations = await collect(
        paginateDescribeIamInstanceProfileAssociations({ client: connection.client(EC2Client) }, {}),
        (page) => page.IamInstanceProfileAssociations,
      );
      const byArn = new Map<string, CarryingInstance[]>();
      for (const { IamInstanceProfile, InstanceId = '', AssociationId = '', State = '' } of associations) {
        const arn = IamInstanceProfile?.Arn ?? '';
        const carrying = { instanceId: InstanceId, associationId: AssociationId, state: State };
        byArn.set(arn, [...(byArn.get(arn) ?? []), carrying]);
      }
      return byArn;
    },
  });
}
