import { fromBase32 } from '../kernel/base32.ts';
import { totpCode, totpStep } from '../credentials/totp.ts';
import type { MfaDeviceRow } from '../store/credential-tables.ts';
import type { WriteTx } from '../store/store.ts';
import type { House } from './house.ts';

/** How many steps of 30 s a code may be early or late. */
const TOLERANCE = 1;

/** What became of a code: `unknown` is a device that is not the user's. */
export type MfaOutcome = 'taken' | 'wrong' | 'unknown';

/**
 * Takes a code of a user's MFA device. A code is taken once: neither it nor an earlier one is taken
 * again. Codes are of real time, as authenticator apps are.
 *
 * @param serialNumber the device's ARN, to the letter
 */
export function takeMfaCode(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  userId: string,
  serialNumber: string,
  code: string,
): Promise<MfaOutcome> {
  const now = totpStep(clock.real());
  return store.write(async (tx) => {
    const device = await tx
      .selectFrom('mfa_devices')
      .selectAll()
      .where('serial_number', '=', serialNumber)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (device === undefined) return 'unknown';
    const seed = fromBase32(device.seed);
    for (let off = -TOLERANCE; off <= TOLERANCE; off += 1) {
      const step = now + device.drift + off;
      if (step > device.last_step && totpCode(seed, step) === code) {
        await rememberStep(tx, device, step);
        return 'taken';
      }
    }
    return 'wrong';
  });
}

async function rememberStep(tx: WriteTx, device: MfaDeviceRow, step: number): Promise<void> {
  await tx
    .updateTable('mfa_devices')
    .set({ last_step: step })
    .where('serial_number', '=', device.serial_number)
    .execute();
}
