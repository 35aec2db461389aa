import type { CreateAccountRequest } from '../../model/generated/organizations.ts';
import { iamArn } from '../../kernel/arn.ts';
import type { House } from '../../operation/house.ts';
import { requestTagKeys } from '../../operation/tag-keys.ts';
import type { AccountRequestRow, OrganizationRow } from '../../store/organization-tables.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { attachFullAccess } from './attached.ts';
import { accountRequestNotFound } from './errors.ts';
import { organizationsOperation } from './organizations-operation.ts';
import { pageOf } from './pages.ts';
import { QUOTAS } from './quotas.ts';
import { requireManagement } from './standing.ts';
import { assertTags, putTags } from './tags.ts';
import { accountRequestToWire } from './to-wire.ts';

const ACCESS_ROLE = 'OrganizationAccountAccessRole';

/**
 * Makes an account in the organization's root. AWS answers before it is made; here it is made at once,
 * and what became of it is asked of DescribeCreateAccountStatus all the same.
 */
export const createAccount = organizationsOperation('CreateAccount', {
  authorizes({ Tags = [] }) {
    const keys = requestTagKeys(Tags);
    return [
      { action: 'organizations:CreateAccount', resource: '*', keys },
      ...(Tags.length > 0 ? [{ action: 'organizations:TagResource', resource: '*', keys }] : []),
    ];
  },

  async runs(input, { house, accountId }) {
    assertTags(input.Tags);
    return house.store.write(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const failure = await failureOf(tx, organization, input);
      const request: AccountRequestRow = {
        request_id: house.ids.hex('car', 32),
        organization_id: organization.organization_id,
        account_name: input.AccountName,
        state: failure === null ? 'SUCCEEDED' : 'FAILED',
        requested_at: house.clock.now().getTime(),
        account_id: failure === null ? await makeAccount(tx, house, organization, input) : null,
        failure_reason: failure,
      };
      await tx.insertInto('account_requests').values(request).execute();
      const { Id, AccountName, RequestedTimestamp } = accountRequestToWire(request);
      return { CreateAccountStatus: { Id, AccountName, State: 'IN_PROGRESS', RequestedTimestamp } };
    });
  },
});

async function failureOf(
  tx: ReadTx,
  { organization_id: id }: OrganizationRow,
  { Email }: CreateAccountRequest,
): Promise<AccountRequestRow['failure_reason']> {
  const sameEmail = await tx
    .selectFrom('organization_accounts')
    .select('account_id')
    .where('email', '=', Email)
    .executeTakeFirst();
  if (sameEmail !== undefined) return 'EMAIL_ALREADY_EXISTS';
  const members = await tx
    .selectFrom('organization_accounts')
    .select('account_id')
    .where('organization_id', '=', id)
    .execute();
  return members.length >= QUOTAS.accounts ? 'ACCOUNT_LIMIT_EXCEEDED' : null;
}

async function makeAccount(
  tx: WriteTx,
  house: House,
  organization: OrganizationRow,
  { AccountName, Email, RoleName, Tags }: CreateAccountRequest,
): Promise<string> {
  const id = house.ids.account();
  const now = house.clock.now().getTime();
  // Its root user has no key, as on AWS: the way in is the role.
  await tx.insertInto('accounts').values({ account_id: id, created_at: now }).execute();
  const account = {
    account_id: id,
    organization_id: organization.organization_id,
    parent_id: organization.root_id,
    name: AccountName,
    email: Email,
    joined_method: 'CREATED',
    joined_at: now,
  } as const;
  await tx.insertInto('organization_accounts').values(account).execute();
  await attachFullAccess(tx, organization, [id]);
  await putTags(tx, id, Tags);
  await makeAccessRole(tx, account, house.ids.unique('AROA'), {
    name: RoleName ?? ACCESS_ROLE,
    trusted: organization.management_account_id,
  });
  return id;
}

/**
 * The role by which the management account reaches the new one. It is as old as the account itself: by
 * that the operator finds it, whatever it is called.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html
 */
async function makeAccessRole(
  tx: WriteTx,
  account: { readonly account_id: string; readonly joined_at: number },
  roleId: string,
  { name, trusted }: { readonly name: string; readonly trusted: string },
): Promise<void> {
  const trust = { Effect: 'Allow', Principal: { AWS: iamArn(trusted, 'root') }, Action: 'sts:AssumeRole' };
  await tx
    .insertInto('roles')
    .values({
      role_id: roleId,
      account_id: account.account_id,
      name,
      name_key: name.toLowerCase(),
      path: '/',
      trust_policy: documentOf(trust),
      max_session_duration: 3600,
      created_at: account.joined_at,
    })
    .execute();
  await tx
    .insertInto('inline_policies')
    .values({
      owner_id: roleId,
      name: 'AdministratorAccess',
      document: documentOf({ Effect: 'Allow', Action: '*', Resource: '*' }),
    })
    .execute();
}

function documentOf(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

export const describeCreateAccountStatus = organizationsOperation('DescribeCreateAccountStatus', {
  authorizes: () => ({ action: 'organizations:DescribeCreateAccountStatus', resource: '*' }),

  runs: ({ CreateAccountRequestId }, { house, accountId }) =>
    house.store.read(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const requests = await requestsOf(tx, organization);
      const request = requests.find((row) => row.request_id === CreateAccountRequestId);
      if (request === undefined) throw accountRequestNotFound();
      return { CreateAccountStatus: accountRequestToWire(request) };
    }),
});

export const listCreateAccountStatus = organizationsOperation('ListCreateAccountStatus', {
  authorizes: () => ({ action: 'organizations:ListCreateAccountStatus', resource: '*' }),

  runs: (input, { house, accountId }) =>
    house.store.read(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const { States } = input;
      const requests = (await requestsOf(tx, organization)).filter(
        ({ state }) => States === undefined || States.length === 0 || States.includes(state),
      );
      const { items, ...next } = pageOf('ListCreateAccountStatus', input, requests, (row) => row.request_id);
      return { CreateAccountStatuses: items.map(accountRequestToWire), ...next };
    }),
});

function requestsOf(tx: ReadTx, { organization_id: id }: OrganizationRow) {
  return tx
    .selectFrom('account_requests')
    .selectAll()
    .where('organization_id', '=', id)
    .orderBy('request_id')
    .execute();
}
