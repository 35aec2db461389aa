import { withPrincipalArns } from '../../../operation/named-principals.ts';
import type { RoleRow } from '../../../store/identity-tables.ts';
import { requestTagKeys } from '../../../operation/tag-keys.ts';
import { entityExists } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { nameKey } from '../shared/arns.ts';
import { assertNotProtected } from '../service-linked-roles/protected-roles.ts';
import { authorizeCreation } from '../shared/authorize-owner.ts';
import { assertBoundary, boundaryToWire } from '../shared/boundaries.ts';
import { parsePolicyArn } from '../shared/policy-arn.ts';
import { assertRoomInAccount } from '../shared/quotas.ts';
import { assertTags, putTags } from '../shared/tags.ts';
import { findRole } from './role-rows.ts';
import { roleToWire } from './role-to-wire.ts';
import { assertTrustPolicy, trustToStore } from './trust-principals.ts';

/** An hour, in seconds. */
const DEFAULT_SESSION_DURATION = 3600;

/** Makes a role. Tags given with it ask for iam:TagRole too. */
export const createRole = iamOperation('CreateRole', {
  authorizes(input, context) {
    const { RoleName, Path = '/', PermissionsBoundary, Tags = [] } = input;
    if (PermissionsBoundary !== undefined) parsePolicyArn(PermissionsBoundary);
    const role = `role${Path}${RoleName}`;
    const tags = requestTagKeys(Tags);
    const creation = { ...tags, 'iam:PermissionsBoundary': PermissionsBoundary };
    return [
      authorizeCreation(context, 'iam:CreateRole', role, creation),
      ...(Tags.length > 0 ? [authorizeCreation(context, 'iam:TagRole', role, tags)] : []),
    ];
  },

  async runs(input, { house, accountId }) {
    const { RoleName, Path = '/', AssumeRolePolicyDocument, Description, PermissionsBoundary, Tags } = input;
    assertNotProtected({ path: Path, name: RoleName });
    assertTags(Tags, 'folded');
    assertTrustPolicy(AssumeRolePolicyDocument);
    const role: Omit<RoleRow, 'trust_policy'> = {
      role_id: house.ids.unique('AROA'),
      account_id: accountId,
      name: RoleName,
      name_key: nameKey(RoleName),
      path: Path,
      description: Description ?? null,
      max_session_duration: input.MaxSessionDuration ?? DEFAULT_SESSION_DURATION,
      permissions_boundary: PermissionsBoundary ?? null,
      created_at: house.clock.now().getTime(),
    };
    return house.store.write(async (tx) => {
      if ((await findRole(tx, accountId, RoleName)) !== undefined) throw entityExists('role', RoleName);
      const row = { ...role, trust_policy: await trustToStore(tx, AssumeRolePolicyDocument) };
      await assertBoundary(tx, accountId, PermissionsBoundary);
      await assertRoomInAccount(tx, 'roles', accountId);
      await tx.insertInto('roles').values(row).execute();
      await putTags(tx, row.role_id, Tags, 'folded');
      const [trust = ''] = await withPrincipalArns(tx, [row.trust_policy]);
      const boundary = boundaryToWire(row.permissions_boundary);
      return {
        Role: {
          ...roleToWire(row, trust),
          ...(row.description === null ? {} : { Description: row.description }),
          ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
          ...(Tags?.length ? { Tags } : {}),
        },
      };
    });
  },
});
