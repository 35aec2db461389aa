import {
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  paginateListPolicyVersions,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { collect } from '../../aws/collect.ts';
import { detach, listEntities, type PolicyEntity } from './policy-entities.ts';

/** What keeps AWS from deleting a policy. */
export interface PolicyDeletionPlan {
  /** Whom it is attached to: it is detached. */
  readonly attached: readonly PolicyEntity[];
  /** Whose boundary it is: that is theirs to change, it stays, and AWS refuses. */
  readonly bounded: readonly PolicyEntity[];
  /** Ids of versions besides the default one: they are deleted. */
  readonly versions: readonly string[];
}

/** Looks up what has to go before a policy can. */
export async function planPolicyDeletion(iam: IAMClient, PolicyArn: string): Promise<PolicyDeletionPlan> {
  const [entities, versions] = await Promise.all([
    listEntities(iam, PolicyArn),
    collect(paginateListPolicyVersions({ client: iam }, { PolicyArn }), (page) => page.Versions),
  ]);
  return {
    attached: entities.filter(({ usage }) => usage === 'policy'),
    bounded: entities.filter(({ usage }) => usage === 'boundary'),
    versions: versions
      .filter(({ IsDefaultVersion }) => IsDefaultVersion !== true)
      .map(({ VersionId = '' }) => VersionId),
  };
}

/** Deletes a policy; first, as AWS's console does, what would keep it, unless it is somebody's boundary. */
export async function deletePolicy(
  iam: IAMClient,
  PolicyArn: string,
  plan: PolicyDeletionPlan | undefined,
): Promise<void> {
  if (plan !== undefined && plan.bounded.length === 0) {
    for (const entity of plan.attached) await detach(iam, PolicyArn, entity);
    for (const VersionId of plan.versions) {
      await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
    }
  }
  await iam.send(new DeletePolicyCommand({ PolicyArn }));
}
