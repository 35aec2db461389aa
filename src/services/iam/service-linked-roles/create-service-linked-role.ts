import type { RoleRow } from '../../../store/identity-tables.ts';
import { serviceLinksNoRoles, serviceRoleTaken, suffixNotAllowed } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { findRole } from '../roles/role-rows.ts';
import { roleToWire } from '../roles/role-to-wire.ts';
import { nameKey } from '../shared/arns.ts';
import { authorizeCreation } from '../shared/authorize-owner.ts';
import { assertRoomInAccount } from '../shared/quotas.ts';
import { SERVICE_ROLE_PATH } from './protected-roles.ts';
import { SERVICE_ROLES } from './service-roles.ts';

/** Makes the role of a service: its name, trust and policy are the service's, and only it may use it. */
export const createServiceLinkedRole = iamOperation('CreateServiceLinkedRole', {
  authorizes({ AWSServiceName, CustomSuffix }, context) {
    const name = roleNameOf(AWSServiceName, CustomSuffix) ?? '*';
    const resource = `role${SERVICE_ROLE_PATH}${AWSServiceName}/${name}`;
    return authorizeCreation(context, 'iam:CreateServiceLinkedRole', resource, {
      'iam:AWSServiceName': AWSServiceName,
    });
  },

  async runs({ AWSServiceName, CustomSuffix, Description }, { house, accountId }) {
    const service = SERVICE_ROLES.get(AWSServiceName);
    const name = roleNameOf(AWSServiceName, CustomSuffix);
    if (service === undefined || name === undefined) throw serviceLinksNoRoles(AWSServiceName);
    if (CustomSuffix !== undefined && service.takesSuffix !== true) throw suffixNotAllowed(AWSServiceName);
    const now = house.clock.now().getTime();
    const row: RoleRow = {
      role_id: house.ids.unique('AROA'),
      account_id: accountId,
      name,
      name_key: nameKey(name),
      path: `${SERVICE_ROLE_PATH}${AWSServiceName}/`,
      description: Description ?? null,
      trust_policy: trustOf(AWSServiceName),
      max_session_duration: 3600,
      permissions_boundary: null,
      created_at: now,
    };
    await house.store.write(async (tx) => {
      if ((await findRole(tx, accountId, name)) !== undefined) throw serviceRoleTaken(name);
      await assertRoomInAccount(tx, 'roles', accountId);
      await tx.insertInto('roles').values(row).execute();
      await tx
        .insertInto('attachments')
        .values({
          owner_id: row.role_id,
          owner_kind: 'role',
          account_id: accountId,
          policy_arn: `arn:aws:iam::aws:policy${SERVICE_ROLE_PATH}${service.policyName}`,
          policy_id: null,
          attached_at: now,
        })
        .execute();
    });
    const { description } = row;
    return {
      Role: {
        ...roleToWire(row, row.trust_policy),
        ...(description === null ? {} : { Description: description }),
      },
    };
  },
});

function roleNameOf(serviceName: string, suffix: string | undefined): string | undefined {
  const service = SERVICE_ROLES.get(serviceName);
  if (service === undefined) return undefined;
  return suffix === undefined ? service.roleName : `${service.roleName}_${suffix}`;
}

function trustOf(serviceName: string): string {
  const principal = { Service: serviceName };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  });
}
