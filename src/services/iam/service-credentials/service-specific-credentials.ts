import { iamArn } from '../../../kernel/arn.ts';
import type { Operation } from '../../../operation/operation.ts';
import type { ServiceCredentialRow } from '../../../store/credential-tables.ts';
import { invalidKeyStatus, quotaExceeded } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { closePage, openPage, pageThrough } from '../shared/paging.ts';
import { QUOTAS } from '../shared/quotas.ts';
import { hashSecret } from '../shared/secret-hash.ts';
import { authorizeUserMeant, userMeant } from '../users/user-meant.ts';
import { requireUser } from '../users/user-rows.ts';
import {
  authorizeCredential,
  credentialsOf,
  credentialToWire,
  newCredentialToWire,
  requireCredential,
} from './credential-rows.ts';
import { credentialService, endOf } from './services.ts';

/** Credentials with which a user would reach one service; kept, and nothing asks for them here. */

const createServiceSpecificCredential = iamOperation('CreateServiceSpecificCredential', {
  authorizes: ({ UserName, ServiceName, CredentialAgeDays }, context) =>
    authorizeOwner(context, 'user', UserName, 'iam:CreateServiceSpecificCredential', {
      keys: {
        'iam:ServiceSpecificCredentialServiceName': ServiceName,
        'iam:ServiceSpecificCredentialAgeDays':
          CredentialAgeDays === undefined ? undefined : String(CredentialAgeDays),
      },
    }),

  async runs({ UserName, ServiceName, CredentialAgeDays }, { house, accountId }) {
    credentialService(ServiceName);
    const now = house.clock.now().getTime();
    const expires_at = endOf(ServiceName, now, CredentialAgeDays);
    const secret = house.ids.secretAccessKey();
    const hashed = await hashSecret(secret, house.ids.token(32));
    const credential_id = house.ids.unique('ACCA');
    return house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, UserName);
      const own = (await credentialsOf(tx, user.user_id)).filter((row) => row.service === ServiceName);
      if (own.length >= QUOTAS.ServiceSpecificCredentialsPerUser) {
        throw quotaExceeded('ServiceSpecificCredentialsPerUser', QUOTAS.ServiceSpecificCredentialsPerUser);
      }
      const row: ServiceCredentialRow = {
        credential_id,
        account_id: accountId,
        user_id: user.user_id,
        service: ServiceName,
        service_user: freeUserName(user.name, accountId, own),
        secret: hashed,
        status: 'Active',
        created_at: now,
        expires_at,
      };
      await tx.insertInto('service_credentials').values(row).execute();
      return { ServiceSpecificCredential: newCredentialToWire(user.name, row, secret, now) };
    });
  },
});

/** `Bob-at-123456789012`, the second one `Bob+1-at-…`. */
function freeUserName(name: string, accountId: string, own: readonly ServiceCredentialRow[]): string {
  const first = `${name}-at-${accountId}`;
  return own.some((row) => row.service_user === first) ? `${name}+1-at-${accountId}` : first;
}

const listServiceSpecificCredentials = iamOperation('ListServiceSpecificCredentials', {
  authorizes(input, context) {
    const action = 'iam:ListServiceSpecificCredentials';
    if (input.AllUsers !== true) return authorizeUserMeant(input, context, action);
    return { action, resource: iamArn(context.accountId, 'user/*') };
  },

  runs(input, context) {
    const { house, accountId } = context;
    const { ServiceName } = input;
    const now = house.clock.now().getTime();
    if (ServiceName !== undefined) credentialService(ServiceName);
    if (input.AllUsers !== true) {
      const name = userMeant(input, context);
      return house.store.read(async (tx) => {
        const user = await requireUser(tx, accountId, name);
        const rows = (await credentialsOf(tx, user.user_id)).filter(
          (row) => ServiceName === undefined || row.service === ServiceName,
        );
        const { items, end } = pageThrough(
          'ListServiceSpecificCredentials',
          input,
          rows,
          (row) => row.credential_id,
        );
        return {
          ServiceSpecificCredentials: items.map((row) => credentialToWire(user.name, row, now)),
          ...end,
        };
      });
    }
    const page = openPage('ListServiceSpecificCredentials', input);
    return house.store.read(async (tx) => {
      let select = tx
        .selectFrom('service_credentials')
        .innerJoin('users', 'users.user_id', 'service_credentials.user_id')
        .selectAll('service_credentials')
        .select('users.name')
        .where('service_credentials.account_id', '=', accountId)
        .where('service_credentials.credential_id', '>', page.after);
      if (ServiceName !== undefined) select = select.where('service_credentials.service', '=', ServiceName);
      const rows = await select
        .orderBy('service_credentials.credential_id')
        .limit(page.size + 1)
        .execute();
      const { items, end } = closePage(page, rows, (row) => row.credential_id);
      return { ServiceSpecificCredentials: items.map((row) => credentialToWire(row.name, row, now)), ...end };
    });
  },
});

const updateServiceSpecificCredential = iamOperation('UpdateServiceSpecificCredential', {
  authorizes: (input, context) => authorizeCredential(input, context, 'iam:UpdateServiceSpecificCredential'),

  async runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    const status = input.Status;
    if (status === 'Expired') throw invalidKeyStatus();
    await house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, name);
      const row = await requireCredential(tx, user.user_id, input.ServiceSpecificCredentialId);
      await tx
        .updateTable('service_credentials')
        .set({ status })
        .where('credential_id', '=', row.credential_id)
        .execute();
    });
    return {};
  },
});

/** Makes another secret; the old one is gone. */
const resetServiceSpecificCredential = iamOperation('ResetServiceSpecificCredential', {
  authorizes: (input, context) => authorizeCredential(input, context, 'iam:ResetServiceSpecificCredential'),

  async runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    const now = house.clock.now().getTime();
    const secret = house.ids.secretAccessKey();
    const hashed = await hashSecret(secret, house.ids.token(32));
    return house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, name);
      const row = await requireCredential(tx, user.user_id, input.ServiceSpecificCredentialId);
      await tx
        .updateTable('service_credentials')
        .set({ secret: hashed })
        .where('credential_id', '=', row.credential_id)
        .execute();
      return { ServiceSpecificCredential: newCredentialToWire(user.name, row, secret, now) };
    });
  },
});

const deleteServiceSpecificCredential = iamOperation('DeleteServiceSpecificCredential', {
  authorizes: (input, context) => authorizeCredential(input, context, 'iam:DeleteServiceSpecificCredential'),

  async runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    await house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, name);
      const row = await requireCredential(tx, user.user_id, input.ServiceSpecificCredentialId);
      await tx.deleteFrom('service_credentials').where('credential_id', '=', row.credential_id).execute();
    });
    return {};
  },
});

/** All that IAM does with service-specific credentials. */
export const serviceCredentialOperations: readonly Operation[] = [
  createServiceSpecificCredential,
  listServiceSpecificCredentials,
  updateServiceSpecificCredential,
  resetServiceSpecificCredential,
  deleteServiceSpecificCredential,
];
