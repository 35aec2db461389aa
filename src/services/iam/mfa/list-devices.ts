import { iamArn } from '../../../kernel/arn.ts';
import type { MfaDeviceRow } from '../../../store/credential-tables.ts';
import type { UserRow } from '../../../store/identity-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { iamOperation } from '../iam-operation.ts';
import { byAge } from '../shared/by-age.ts';
import { closePage, openPage, pageThrough } from '../shared/paging.ts';
import { authorizeUserMeant, userMeant } from '../users/user-meant.ts';
import { requireUser } from '../users/user-rows.ts';
import { userToWire } from '../users/user-to-wire.ts';
import { requireDevice, requireDeviceOf } from './device-rows.ts';

/** Lists a user's own devices. */
export const listMfaDevices = iamOperation('ListMFADevices', {
  authorizes: (input, context) => authorizeUserMeant(input, context, 'iam:ListMFADevices'),

  runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    return house.store.read(async (tx) => {
      const user = await requireUser(tx, accountId, name);
      const rows = await tx
        .selectFrom('mfa_devices')
        .selectAll()
        .where('user_id', '=', user.user_id)
        .execute();
      const { items, end } = pageThrough('ListMFADevices', input, rows, enabledAndSerial);
      const devices = items.map((row) => ({
        UserName: user.name,
        SerialNumber: row.serial_number,
        EnableDate: new Date(row.enabled_at ?? 0),
      }));
      return { MFADevices: devices, ...end };
    });
  },
});

/** When a device was enabled, and the end of its serial number: a marker has no room for the whole. */
function enabledAndSerial(row: MfaDeviceRow): string {
  return byAge(row.enabled_at ?? 0, row.serial_key.slice(-100));
}

/** Lists the account's virtual devices, without their seeds. */
export const listVirtualMfaDevices = iamOperation('ListVirtualMFADevices', {
  authorizes: (_input, { accountId }) => ({
    action: 'iam:ListVirtualMFADevices',
    resource: iamArn(accountId, 'mfa/'),
  }),

  runs(input, { house, accountId }) {
    const { AssignmentStatus = 'Any' } = input;
    const page = openPage('MFADevices', input);
    // A marker has room for 320 characters: neither for the operation's name nor for the whole ARN.
    const prefix = iamArn(accountId, 'mfa/').toLowerCase();
    return house.store.read(async (tx) => {
      let select = tx
        .selectFrom('mfa_devices')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('serial_key', '>', `${prefix}${page.after}`);
      if (AssignmentStatus === 'Assigned') select = select.where('user_id', 'is not', null);
      if (AssignmentStatus === 'Unassigned') select = select.where('user_id', 'is', null);
      const rows = await select
        .orderBy('serial_key')
        .limit(page.size + 1)
        .execute();
      const { items, end } = closePage(page, rows, (row) => row.serial_key.slice(prefix.length));
      const users = await usersOf(tx, items);
      const devices = items.map((row) => {
        const user = users.get(row.user_id ?? '');
        if (user === undefined) return { SerialNumber: row.serial_number };
        return {
          SerialNumber: row.serial_number,
          User: userToWire(user),
          EnableDate: new Date(row.enabled_at ?? 0),
        };
      });
      return { VirtualMFADevices: devices, ...end };
    });
  },
});

async function usersOf(tx: ReadTx, devices: readonly MfaDeviceRow[]): Promise<ReadonlyMap<string, UserRow>> {
  const ids = [...new Set(devices.map((row) => row.user_id).filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom('users').selectAll().where('user_id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.user_id, row]));
}

/** Answers one device: the caller's own when no user is named. */
export const getMfaDevice = iamOperation('GetMFADevice', {
  authorizes: (input, context) => authorizeUserMeant(input, context, 'iam:GetMFADevice'),

  runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    return house.store.read(async (tx) => {
      const user = await requireUser(tx, accountId, name);
      await requireDevice(tx, accountId, input.SerialNumber);
      const device = await requireDeviceOf(tx, user, input.SerialNumber);
      return {
        UserName: user.name,
        SerialNumber: device.serial_number,
        EnableDate: new Date(device.enabled_at ?? 0),
        Certifications: {},
      };
    });
  },
});
