import {
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  DeleteServiceLinkedRoleCommand,
  GetServiceLinkedRoleDeletionStatusCommand,
  paginateListInstanceProfilesForRole,
  RemoveRoleFromInstanceProfileCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { collect } from '../../aws/collect.ts';
import { roleOwner } from '../../parts/permissions/policy-owner.ts';

/** What goes with a role, as it is now. */
export interface DeletionPlan {
  /** The instance profile of the role's name, when the role is in it: it is deleted with it. */
  readonly ownProfile: { readonly name: string; readonly arn: string } | undefined;
  /** Names of other instance profiles that hold it: AWS refuses to delete the role then. */
  readonly otherProfiles: readonly string[];
  /** ARNs of managed policies: detached. */
  readonly attached: readonly string[];
  /** Names of inline policies: deleted. */
  readonly inline: readonly string[];
}

/** Looks up what goes with a role. */
export async function planDeletion(iam: IAMClient, RoleName: string): Promise<DeletionPlan> {
  const owner = roleOwner(RoleName);
  const [profiles, attached, inline] = await Promise.all([
    collect(
      paginateListInstanceProfilesForRole({ client: iam }, { RoleName }),
      (page) => page.InstanceProfiles,
    ),
    owner.listAttached(iam),
    owner.listInline(iam),
  ]);
  const own = profiles.find(({ InstanceProfileName }) => InstanceProfileName === RoleName);
  return {
    ownProfile: own === undefined ? undefined : { name: RoleName, arn: own.Arn ?? '' },
    otherProfiles: profiles
      .map(({ InstanceProfileName = '' }) => InstanceProfileName)
      .filter((name) => name !== RoleName),
    attached: attached.map(({ PolicyArn = '' }) => PolicyArn),
    inline,
  };
}

/**
 * Deletes a role as AWS's console does: first what would keep it. Where another instance profile holds it, nothing is
 * taken from it: AWS's DeleteConflict comes at once.
 */
export async function deleteRole(iam: IAMClient, RoleName: string, path: string): Promise<void> {
  if (path.startsWith('/aws-service-role/')) return deleteServiceLinkedRole(iam, RoleName);
  const { ownProfile, otherProfiles, attached, inline } = await planDeletion(iam, RoleName);
  if (otherProfiles.length === 0) {
    if (ownProfile !== undefined) {
      const InstanceProfileName = ownProfile.name;
      await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));
      await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
    }
    const owner = roleOwner(RoleName);
    for (const arn of attached) await owner.detach(iam, arn);
    for (const name of inline) await owner.deleteInline(iam, name);
  }
  await iam.send(new DeleteRoleCommand({ RoleName }));
}

/** How often the deletion of a service's role is asked about, ms. */
const INTERVAL = 500;

async function deleteServiceLinkedRole(iam: IAMClient, RoleName: string): Promise<void> {
  const { DeletionTaskId } = await iam.send(new DeleteServiceLinkedRoleCommand({ RoleName }));
  for (;;) {
    const { Status, Reason } = await iam.send(
      new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId }),
    );
    if (Status === 'SUCCEEDED') return;
    if (Status === 'FAILED') throw new Error(Reason?.Reason ?? Status);
    await new Promise((resolve) => {
      setTimeout(resolve, INTERVAL);
    });
  }
}
