import type { Role } from '../../../model/generated/iam.ts';
import { withPrincipalArns } from '../../../operation/named-principals.ts';
import type { RoleRow } from '../../../store/identity-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { arnOf } from '../shared/arns.ts';
import { boundaryToWire } from '../shared/boundaries.ts';
import { tagsOf } from '../shared/tags.ts';
import { urlEncoded } from '../shared/url-encoded.ts';

/**
 * What every answer tells of a role; nested in an instance profile, it is all.
 *
 * @param trust the trust policy as it is to be shown
 */
export function roleToWire(row: RoleRow, trust: string): Role {
  return {
    Path: row.path,
    RoleName: row.name,
    RoleId: row.role_id,
    Arn: arnOf('role', row),
    CreateDate: new Date(row.created_at),
    AssumeRolePolicyDocument: urlEncoded(trust),
  };
}

/** A role as it is listed: without tags, boundary and last use. */
export function listedRoleToWire(row: RoleRow, trust: string): Role {
  return {
    ...roleToWire(row, trust),
    ...(row.description === null ? {} : { Description: row.description }),
    MaxSessionDuration: row.max_session_duration,
  };
}

/** A role with all that is stored of it. */
export async function wholeRoleToWire(tx: ReadTx, row: RoleRow): Promise<Role> {
  const [trust = ''] = await withPrincipalArns(tx, [row.trust_policy]);
  const tags = await tagsOf(tx, row.role_id);
  const boundary = boundaryToWire(row.permissions_boundary);
  return {
    ...listedRoleToWire(row, trust),
    ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
    ...(tags.length === 0 ? {} : { Tags: tags }),
  };
}

/** Several roles, each as `toWire` tells it, by their ids. */
export async function rolesToWire(
  tx: ReadTx,
  rows: readonly RoleRow[],
  toWire: (row: RoleRow, trust: string) => Role,
): Promise<readonly Role[]> {
  const trusts = await withPrincipalArns(
    tx,
    rows.map((row) => row.trust_policy),
  );
  return rows.map((row, place) => toWire(row, trusts[place] ?? row.trust_policy));
}
