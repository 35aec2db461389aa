import { forgetUses } from '../../../operation/last-uses.ts';
import { iamArn } from '../../../kernel/arn.ts';
import { invalidDeletionTask, noSuchDeletionTask, noSuchEntity } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { requireRole } from '../roles/role-rows.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { dropTags } from '../shared/tags.ts';
import { SERVICE_ROLE_PATH } from './protected-roles.ts';

/** How long a task can be asked about, ms: a week. */
const REMEMBERED_MS = 7 * 24 * 3600 * 1000;

/** Has a service give its role up. No service of the house holds on to one, so it is gone at once. */
export const deleteServiceLinkedRole = iamOperation('DeleteServiceLinkedRole', {
  authorizes: ({ RoleName }, context) =>
    authorizeOwner(context, 'role', RoleName, 'iam:DeleteServiceLinkedRole'),

  async runs({ RoleName }, { house, accountId }) {
    const uuid = house.ids.requestId();
    const now = house.clock.now().getTime();
    return house.store.write(async (tx) => {
      const { role_id, path, name } = await requireRole(tx, accountId, RoleName);
      if (!path.startsWith(SERVICE_ROLE_PATH)) throw noSuchEntity('role', RoleName);
      const task_id = `task${path}${name}/${uuid}`;
      await tx
        .deleteFrom('role_deletions')
        .where('account_id', '=', accountId)
        .where('created_at', '<', now - REMEMBERED_MS)
        .execute();
      await tx
        .insertInto('role_deletions')
        .values({ task_id, account_id: accountId, created_at: now })
        .execute();
      await tx.deleteFrom('attachments').where('owner_id', '=', role_id).execute();
      await dropTags(tx, role_id);
      await forgetUses(tx, role_id);
      await tx.deleteFrom('roles').where('role_id', '=', role_id).execute();
      return { DeletionTaskId: task_id };
    });
  },
});

/** How a deletion went: those of the house have all succeeded. */
export const getServiceLinkedRoleDeletionStatus = iamOperation('GetServiceLinkedRoleDeletionStatus', {
  authorizes: ({ DeletionTaskId }, { accountId }) => ({
    action: 'iam:GetServiceLinkedRoleDeletionStatus',
    resource: iamArn(accountId, `role${roleOf(DeletionTaskId)}`),
  }),

  async runs({ DeletionTaskId }, { house, accountId }) {
    const task = await house.store.read((tx) =>
      tx
        .selectFrom('role_deletions')
        .select('task_id')
        .where('task_id', '=', DeletionTaskId)
        .where('account_id', '=', accountId)
        .executeTakeFirst(),
    );
    if (task === undefined) throw noSuchDeletionTask(DeletionTaskId);
    return { Status: 'SUCCEEDED' as const };
  },
});

/** @throws AwsError InvalidInput for what is no task's id */
function roleOf(taskId: string): string {
  const role = /^task(\/aws-service-role\/[\w.-]+\/[\w+=,.@-]+)\/[\da-f-]{36}$/.exec(taskId)?.[1];
  if (role === undefined) throw invalidDeletionTask();
  return role;
}
