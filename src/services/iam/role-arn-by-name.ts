import type { House } from '../../operation/house.ts';
import { findOwner } from './shared/owners.ts';

/** The ARN of the role of this name; `undefined` when the account has none. */
export async function roleArnByName(
  house: House,
  accountId: string,
  name: string,
): Promise<string | undefined> {
  const role = await house.store.read((tx) => findOwner(tx, 'role', accountId, name));
  return role?.arn;
}
