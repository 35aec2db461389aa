import {
  DeleteGroupCommand,
  paginateGetGroup,
  RemoveUserFromGroupCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { collect } from '../../aws/collect.ts';
import { groupOwner } from '../../parts/permissions/policy-owner.ts';

/** What goes with a group, and keeps AWS from deleting it. */
export interface GroupDeletionPlan {
  /** Names of users: they stay, without its permissions. */
  readonly members: readonly string[];
  /** ARNs: detached. */
  readonly attached: readonly string[];
  /** Names: deleted. */
  readonly inline: readonly string[];
}

/** Looks up what goes with a group. */
export async function planGroupDeletion(client: IAMClient, GroupName: string): Promise<GroupDeletionPlan> {
  const owner = groupOwner(GroupName);
  const [members, attached, inline] = await Promise.all([
    collect(paginateGetGroup({ client }, { GroupName }), (page) => page.Users),
    owner.listAttached(client),
    owner.listInline(client),
  ]);
  return {
    members: members.map(({ UserName = '' }) => UserName),
    attached: attached.map(({ PolicyArn = '' }) => PolicyArn),
    inline,
  };
}

/** Deletes a group; first, as AWS's console does, what keeps it. Without a plan AWS says what does. */
export async function deleteGroup(
  iam: IAMClient,
  GroupName: string,
  plan: GroupDeletionPlan | undefined,
): Promise<void> {
  if (plan !== undefined) {
    const owner = groupOwner(GroupName);
    for (const UserName of plan.members) {
      await iam.send(new RemoveUserFromGroupCommand({ GroupName, UserName }));
    }
    for (const arn of plan.attached) await owner.detach(iam, arn);
    for (const name of plan.inline) await owner.deleteInline(iam, name);
  }
  await iam.send(new DeleteGroupCommand({ GroupName }));
}
