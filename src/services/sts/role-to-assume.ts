import { iamArn, parseArn, type Arn } from '../../kernel/arn.ts';
import type { Tag } from '../../model/generated/sts.ts';
import type { Authorization } from '../../operation/authorization.ts';
import { resourceTagKeys } from '../../operation/tag-keys.ts';
import { prepared } from '../../store/prepared.ts';
import type { Store } from '../../store/store.ts';
import { stsErrors } from './errors.ts';

/** A role as AssumeRole meets it. */
export interface RoleToAssume {
  /** `AROA…` */
  readonly roleId: string;
  readonly accountId: string;
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  /** The document as stored: principals by unique id. */
  readonly trustPolicy: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly tags: readonly Tag[];
}

const roleByName = prepared((db, p: { accountId: string; nameKey: string }) =>
  db
    .selectFrom('roles')
    .select(['role_id', 'name', 'path', 'trust_policy', 'max_session_duration'])
    .where('account_id', '=', p.accountId)
    .where('name_key', '=', p.nameKey),
);

const tagsOfRole = prepared((db, p: { roleId: string }) =>
  db.selectFrom('tags').select(['key', 'value']).where('resource_id', '=', p.roleId),
);

/**
 * Finds the role that an ARN names, to the letter: its case and path count.
 *
 * @returns `undefined` when there is none, also when the ARN is of something else
 * @throws AwsError ValidationError when it is no ARN of IAM's
 */
export async function findRoleToAssume(store: Store, roleArn: string): Promise<RoleToAssume | undefined> {
  const arn = iamResource(roleArn);
  if (arn === undefined) throw stsErrors.isInvalid(roleArn);
  if (!arn.resource.startsWith('role/')) return undefined;
  const nameKey = arn.resource.slice(arn.resource.lastIndexOf('/') + 1).toLowerCase();
  const { accountId } = arn;
  return store.read(async (tx) => {
    const row = await roleByName.first(tx, { accountId, nameKey });
    if (row === undefined || roleArn !== iamArn(accountId, `role${row.path}${row.name}`)) return undefined;
    const tags = await tagsOfRole.all(tx, { roleId: row.role_id });
    return {
      roleId: row.role_id,
      accountId,
      name: row.name,
      path: row.path,
      arn: roleArn,
      trustPolicy: row.trust_policy,
      maxSessionDuration: row.max_session_duration,
      tags: tags.map(({ key, value }) => ({ Key: key, Value: value })),
    };
  });
}

/** A permission on a role that is to be assumed: its trust policy has the say. */
export function onRole(
  role: RoleToAssume,
  action: string,
  keys: NonNullable<Authorization['keys']>,
): Authorization {
  return {
    action,
    resource: role.arn,
    resourceAccount: role.accountId,
    keys: { ...resourceTagKeys(role.tags, 'iam'), ...keys },
    resourcePolicy: { kind: 'trust', document: role.trustPolicy, arn: role.arn },
  };
}

/** The account of a role's ARN; `undefined` for what is no ARN of IAM's. */
export function roleAccount(roleArn: string): string | undefined {
  return iamResource(roleArn)?.accountId;
}

function iamResource(text: string): Arn | undefined {
  const arn = parseArn(text);
  if (arn === undefined) return undefined;
  const { partition, service, region, accountId, resource } = arn;
  if (!partition.startsWith('aws') || service !== 'iam' || region !== '') return undefined;
  return /^\d{12}$/.test(accountId) && /^[\w-]+\/./.test(resource) ? arn : undefined;
}
