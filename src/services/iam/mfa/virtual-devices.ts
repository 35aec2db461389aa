import { iamArn } from '../../../kernel/arn.ts';
import { toBase32 } from '../../../kernel/base32.ts';
import { requestTagKeys } from '../../../operation/tag-keys.ts';
import { credentialErrors } from '../credential-errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { authorizeCreation } from '../shared/authorize-owner.ts';
import { assertTags, dropTags, putTags } from '../shared/tags.ts';
import { authorizeDevice, requireDevice } from './device-rows.ts';

/** Hex digits of a seed: 40 bytes, which are 64 letters of Base32. */
const SEED_DIGITS = 80;

/** Makes a virtual device; its seed is answered here and never again, as text and as a QR code. */
export const createVirtualMfaDevice = iamOperation('CreateVirtualMFADevice', {
  authorizes(input, context) {
    const { Path = '/', VirtualMFADeviceName, Tags = [] } = input;
    const resource = `mfa${Path}${VirtualMFADeviceName}`;
    const keys = requestTagKeys(Tags);
    const wanted = [authorizeCreation(context, 'iam:CreateVirtualMFADevice', resource, keys)];
    if (Tags.length > 0) wanted.push(authorizeCreation(context, 'iam:TagMFADevice', resource, keys));
    return wanted;
  },

  async runs(input, { house, accountId }) {
    const { Path = '/', VirtualMFADeviceName: name, Tags = [] } = input;
    assertTags(Tags, 'kept');
    const serial = iamArn(accountId, `mfa${Path}${name}`);
    assertSerialFits(serial);
    const seed = toBase32(Buffer.from(house.ids.token(SEED_DIGITS), 'hex'));
    await house.store.write(async (tx) => {
      const taken = await tx
        .selectFrom('mfa_devices')
        .select('serial_number')
        .where('serial_key', '=', serial.toLowerCase())
        .executeTakeFirst();
      if (taken !== undefined) throw credentialErrors.mfaDeviceExists();
      const row = { serial_number: serial, serial_key: serial.toLowerCase(), account_id: accountId, seed };
      await tx
        .insertInto('mfa_devices')
        .values({ ...row, drift: 0, last_step: 0 })
        .execute();
      await putTags(tx, serial, Tags, 'kept');
    });
    const { qrCodePng } = await import('./qr-code.ts');
    return {
      VirtualMFADevice: {
        SerialNumber: serial,
        Base32StringSeed: Buffer.from(seed),
        QRCodePNG: qrCodePng(`otpauth://totp/${encodeURIComponent(`${name}@${accountId}`)}?secret=${seed}`),
        Tags: Tags.length === 0 ? undefined : Tags,
      },
    };
  },
});

/** Deletes a device that nobody uses. */
export const deleteVirtualMfaDevice = iamOperation('DeleteVirtualMFADevice', {
  authorizes: ({ SerialNumber }, context) =>
    authorizeDevice(context, SerialNumber, 'iam:DeleteVirtualMFADevice'),

  async runs({ SerialNumber }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const device = await requireDevice(tx, accountId, SerialNumber);
      if (device.user_id !== null) throw credentialErrors.mfaDeviceInUse();
      await dropTags(tx, SerialNumber);
      await tx.deleteFrom('mfa_devices').where('serial_number', '=', SerialNumber).execute();
    });
    return {};
  },
});

/** What every operation on a device takes as its serial number. */
const LONGEST_SERIAL = 256;

function assertSerialFits(serial: string): void {
  if (serial.length > LONGEST_SERIAL) throw credentialErrors.serialTooLong(LONGEST_SERIAL);
}
