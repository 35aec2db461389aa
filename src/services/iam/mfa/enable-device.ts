import { fromBase32 } from '../../../kernel/base32.ts';
import { totpCode, totpStep } from '../../../credentials/totp.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { MfaDeviceRow } from '../../../store/credential-tables.ts';
import { credentialErrors } from '../credential-errors.ts';
import { quotaExceeded } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { authorizeOwner } from '../shared/authorize-owner.ts';
import { QUOTAS } from '../shared/quotas.ts';
import { authorizeUserMeant, userMeant } from '../users/user-meant.ts';
import { requireUser } from '../users/user-rows.ts';
import { requireDevice, requireDeviceOf } from './device-rows.ts';

/** How many steps of 30 s a device's clock may be off when it is enabled or synchronised. */
const WIDEST_DRIFT = 20;

/** Two consecutive codes, in the order in which the device showed them. */
interface TwoCodes {
  readonly AuthenticationCode1: string;
  readonly AuthenticationCode2: string;
}

/** Gives a device to a user who can show two consecutive codes of it. */
export const enableMfaDevice = iamOperation('EnableMFADevice', {
  authorizes: ({ UserName }, context) => authorizeOwner(context, 'user', UserName, 'iam:EnableMFADevice'),

  async runs(input, { house, accountId }) {
    const { UserName, SerialNumber } = input;
    await house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, UserName);
      const device = await requireDevice(tx, accountId, SerialNumber);
      if (device.user_id !== null) throw credentialErrors.mfaDeviceTaken();
      const others = await tx
        .selectFrom('mfa_devices')
        .select('serial_number')
        .where('user_id', '=', user.user_id)
        .execute();
      if (others.length >= QUOTAS.MfaDevicesPerUser) {
        throw quotaExceeded('MfaDevicesPerUser', QUOTAS.MfaDevicesPerUser);
      }
      const synchronised = synchronise(device, input, house.clock);
      await tx
        .updateTable('mfa_devices')
        .set({ ...synchronised, user_id: user.user_id, enabled_at: house.clock.now().getTime() })
        .where('serial_number', '=', SerialNumber)
        .execute();
    });
    return {};
  },
});

/** Takes two consecutive codes of a user's device to learn how far its clock is off. */
export const resyncMfaDevice = iamOperation('ResyncMFADevice', {
  authorizes: ({ UserName }, context) => authorizeOwner(context, 'user', UserName, 'iam:ResyncMFADevice'),

  async runs(input, { house, accountId }) {
    await house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, input.UserName);
      const device = await requireDeviceOf(tx, user, input.SerialNumber);
      await tx
        .updateTable('mfa_devices')
        .set(synchronise(device, input, house.clock))
        .where('serial_number', '=', device.serial_number)
        .execute();
    });
    return {};
  },
});

/** Takes a device from its user; it can be enabled again. */
export const deactivateMfaDevice = iamOperation('DeactivateMFADevice', {
  authorizes: (input, context) => authorizeUserMeant(input, context, 'iam:DeactivateMFADevice'),

  async runs(input, context) {
    const { house, accountId } = context;
    const name = userMeant(input, context);
    await house.store.write(async (tx) => {
      const user = await requireUser(tx, accountId, name);
      const device = await requireDeviceOf(tx, user, input.SerialNumber);
      await tx
        .updateTable('mfa_devices')
        .set({ user_id: null, enabled_at: null })
        .where('serial_number', '=', device.serial_number)
        .execute();
    });
    return {};
  },
});

/**
 * Finds the step that the first code is of; the second must be the next one's.
 *
 * @throws AwsError InvalidAuthenticationCode, also for codes that were taken before
 */
function synchronise(
  device: MfaDeviceRow,
  codes: TwoCodes,
  clock: Clock,
): Pick<MfaDeviceRow, 'drift' | 'last_step'> {
  const seed = fromBase32(device.seed);
  const now = totpStep(clock.real());
  for (let off = -WIDEST_DRIFT; off <= WIDEST_DRIFT; off += 1) {
    const first = now + off;
    if (first <= device.last_step || totpCode(seed, first) !== codes.AuthenticationCode1) continue;
    if (totpCode(seed, first + 1) !== codes.AuthenticationCode2) continue;
    // Whoever shows two codes has waited for the second, which is the current one.
    const drift = first + 1 - now;
    return { drift: Math.abs(drift) <= 1 ? 0 : drift, last_step: first + 1 };
  }
  throw credentialErrors.invalidAuthenticationCode();
}
