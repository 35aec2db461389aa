import { parseArn } from '../../../kernel/arn.ts';
import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import type { MfaDeviceRow } from '../../../store/credential-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { credentialErrors } from '../credential-errors.ts';
import { tagsOf } from '../shared/tags.ts';

/** A device by its serial number, to the letter. */
export function findDevice(
  tx: ReadTx,
  accountId: string,
  serialNumber: string,
): Promise<MfaDeviceRow | undefined> {
  return tx
    .selectFrom('mfa_devices')
    .selectAll()
    .where('serial_number', '=', serialNumber)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
}

/** @throws AwsError NoSuchEntity */
export async function requireDevice(
  tx: ReadTx,
  accountId: string,
  serialNumber: string,
): Promise<MfaDeviceRow> {
  const device = await findDevice(tx, accountId, serialNumber);
  if (device === undefined) throw credentialErrors.noSuchMfaDevice(serialNumber);
  return device;
}

/** A device that this very user has enabled. @throws AwsError NoSuchEntity */
export async function requireDeviceOf(
  tx: ReadTx,
  user: { readonly user_id: string; readonly account_id: string },
  serialNumber: string,
): Promise<MfaDeviceRow> {
  const device = await findDevice(tx, user.account_id, serialNumber);
  if (device?.user_id !== user.user_id) throw credentialErrors.notTheUsersDevice();
  return device;
}

/**
 * The permission for an action on a device itself.
 *
 * @throws AwsError NoSuchEntity for what is no serial number of a device's: it has no ARN to decide on
 */
export async function authorizeDevice(
  { house, accountId }: OperationContext,
  serialNumber: string,
  action: string,
  keys: ConditionKeys = {},
): Promise<Authorization> {
  const arn = parseArn(serialNumber);
  if (arn?.service !== 'iam' || !/^mfa\/./.test(arn.resource) || arn.accountId !== accountId) {
    throw credentialErrors.noSuchMfaDevice(serialNumber);
  }
  const tags = await house.store.read((tx) => tagsOf(tx, serialNumber));
  return { action, resource: serialNumber, keys: { ...resourceTagKeys(tags), ...keys } };
}
