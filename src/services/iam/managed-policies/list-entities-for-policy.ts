import type { EntityType, ListEntitiesForPolicyRequest } from '../../../model/generated/iam.ts';
import type { ReadTx } from '../../../store/store.ts';
import type { OwnerKind } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { requireManagedPolicy } from '../shared/managed-policy.ts';
import { closePage, openPage } from '../shared/paging.ts';
import { pathRange } from '../shared/path-range.ts';
import { parsePolicyArn } from '../shared/policy-arn.ts';
import { turnKey, turnsAfter } from '../shared/turns.ts';
import { authorizePolicy } from './authorize-policy.ts';

/** A user of the policy. Groups come first, then users, then roles; each kind by name. */
interface Entity {
  readonly kind: OwnerKind;
  readonly id: string;
  readonly name: string;
  readonly name_key: string;
}

const KINDS = ['group', 'user', 'role'] as const;
const TABLES = {
  group: { table: 'groups', id: 'group_id', filter: 'Group' },
  user: { table: 'users', id: 'user_id', filter: 'User' },
  role: { table: 'roles', id: 'role_id', filter: 'Role' },
} as const satisfies Record<OwnerKind, { table: string; id: string; filter: EntityType }>;

/** Lists whom a policy is attached to or whose boundary it is. */
export const listEntitiesForPolicy = iamOperation('ListEntitiesForPolicy', {
  authorizes: ({ PolicyArn }, context) =>
    authorizePolicy(context, PolicyArn, 'iam:ListEntitiesForPolicy', 'read'),

  runs(input, { house, accountId }) {
    const page = openPage('ListEntitiesForPolicy', input);
    return house.store.read(async (tx) => {
      await requireManagedPolicy(tx, parsePolicyArn(input.PolicyArn));
      const entities: Entity[] = [];
      const afterOf = turnsAfter(KINDS, page.after);
      for (const kind of KINDS) {
        const after = afterOf(kind);
        if (after === undefined || !isAsked(kind, input.EntityFilter)) continue;
        const room = page.size + 1 - entities.length;
        if (room > 0) entities.push(...(await entitiesOf(tx, accountId, kind, input, after, room)));
      }
      const { items, end } = closePage(page, entities, ({ kind, name_key }) => turnKey(kind, name_key));
      return {
        PolicyGroups: items.filter(isKind('group')).map(({ name, id }) => ({ GroupName: name, GroupId: id })),
        PolicyUsers: items.filter(isKind('user')).map(({ name, id }) => ({ UserName: name, UserId: id })),
        PolicyRoles: items.filter(isKind('role')).map(({ name, id }) => ({ RoleName: name, RoleId: id })),
        ...end,
      };
    });
  },
});

async function entitiesOf(
  tx: ReadTx,
  accountId: string,
  kind: OwnerKind,
  input: ListEntitiesForPolicyRequest,
  after: string,
  count: number,
): Promise<readonly Entity[]> {
  const { table, id } = TABLES[kind];
  const { least, bound } = pathRange(input.PathPrefix);
  const attached = tx
    .selectFrom('attachments')
    .select('owner_id')
    .where('policy_arn', '=', input.PolicyArn)
    .where('account_id', '=', accountId)
    .where('owner_kind', '=', kind);
  const rows = await tx
    .selectFrom(table)
    .select([`${id} as id`, 'name', 'name_key'])
    .where('account_id', '=', accountId)
    .where('name_key', '>', after)
    .where('path', '>=', least)
    .where('path', '<', bound)
    .where((where) => {
      const ways = [];
      if (input.PolicyUsageFilter !== 'PermissionsBoundary') ways.push(where(id, 'in', attached));
      if (input.PolicyUsageFilter !== 'PermissionsPolicy' && kind !== 'group') {
        ways.push(where('permissions_boundary', '=', input.PolicyArn));
      }
      return where.or(ways);
    })
    .orderBy('name_key')
    .limit(count)
    .execute();
  return rows.map((row) => ({ ...row, kind }));
}

function isAsked(kind: OwnerKind, filter: EntityType | undefined): boolean {
  return filter === undefined || filter === TABLES[kind].filter;
}

function isKind(kind: OwnerKind) {
  return (entity: Entity) => entity.kind === kind;
}
