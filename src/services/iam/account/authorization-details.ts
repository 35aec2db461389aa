import type {
  EntityType,
  GetAccountAuthorizationDetailsRequest,
  GroupDetail,
  ManagedPolicyDetail,
  RoleDetail,
  UserDetail,
} from '../../../model/generated/iam.ts';
import type { ReadTx } from '../../../store/store.ts';
import { iamOperation } from '../iam-operation.ts';
import { closePage, openPage, type Page } from '../shared/paging.ts';
import { turnKey, turnsAfter } from '../shared/turns.ts';
import { awsPolicyDetails, localPolicyDetails } from './policy-details.ts';
import { groupDetails, roleDetails, userDetails } from './principal-details.ts';

/** One entity with all that is known of it, in the list that it is answered in. */
type Detail =
  | { readonly kind: 'User'; readonly key: string; readonly detail: UserDetail }
  | { readonly kind: 'Group'; readonly key: string; readonly detail: GroupDetail }
  | { readonly kind: 'Role'; readonly key: string; readonly detail: RoleDetail }
  | { readonly kind: PolicyKind; readonly key: string; readonly detail: ManagedPolicyDetail };

type PolicyKind = 'LocalManagedPolicy' | 'AWSManagedPolicy';

/** The kinds in the order in which the pages go through them. */
const KINDS = ['User', 'Group', 'Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] as const;

/**
 * Answers all users, groups, roles and policies in use, with their policies, in pages that run
 * through kind after kind. Of AWS's own policies only those that the account uses are told.
 */
export const getAccountAuthorizationDetails = iamOperation('GetAccountAuthorizationDetails', {
  authorizes: () => ({ action: 'iam:GetAccountAuthorizationDetails', resource: '*' }),

  runs(input, { house, accountId }) {
    const page = openPage('GetAccountAuthorizationDetails', input);
    return house.store.read(async (tx) => {
      const { items, end } = closePage(page, await detailsOf(tx, accountId, input, page), ({ kind, key }) =>
        turnKey(kind, key),
      );
      return {
        UserDetailList: items.flatMap((item) => (item.kind === 'User' ? [item.detail] : [])),
        GroupDetailList: items.flatMap((item) => (item.kind === 'Group' ? [item.detail] : [])),
        RoleDetailList: items.flatMap((item) => (item.kind === 'Role' ? [item.detail] : [])),
        Policies: items.flatMap((item) =>
          item.kind === 'LocalManagedPolicy' || item.kind === 'AWSManagedPolicy' ? [item.detail] : [],
        ),
        ...end,
      };
    });
  },
});

async function detailsOf(
  tx: ReadTx,
  accountId: string,
  { Filter }: GetAccountAuthorizationDetailsRequest,
  page: Page,
): Promise<readonly Detail[]> {
  const afterOf = turnsAfter(KINDS, page.after);
  const details: Detail[] = [];
  for (const kind of KINDS) {
    const after = afterOf(kind);
    const room = page.size + 1 - details.length;
    if (after === undefined || room <= 0 || !isAsked(kind, Filter)) continue;
    details.push(...(await read(tx, accountId, kind, after, room)));
  }
  return details;
}

async function read(
  tx: ReadTx,
  accountId: string,
  kind: EntityType,
  after: string,
  count: number,
): Promise<readonly Detail[]> {
  switch (kind) {
    case 'User':
      return (await userDetails(tx, accountId, after, count)).map((found) => ({ kind, ...found }));
    case 'Group':
      return (await groupDetails(tx, accountId, after, count)).map((found) => ({ kind, ...found }));
    case 'Role':
      return (await roleDetails(tx, accountId, after, count)).map((found) => ({ kind, ...found }));
    case 'LocalManagedPolicy':
      return (await localPolicyDetails(tx, accountId, after, count)).map((found) => ({ kind, ...found }));
    case 'AWSManagedPolicy':
      return (await awsPolicyDetails(tx, accountId, after, count)).map((found) => ({ kind, ...found }));
  }
}

function isAsked(kind: EntityType, filter: readonly EntityType[] | undefined): boolean {
  return filter === undefined || filter.length === 0 || filter.includes(kind);
}
