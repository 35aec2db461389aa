import type { KeyRing } from '../../credentials/key-ring.ts';
import type { VersionData } from './parameter-record.ts';

/** The key that AWS makes for an account's SecureStrings: everyone in the account may use it through SSM. */
export const DEFAULT_KEY = 'alias/aws/ssm';

/** A SecureString's value as it is kept and, without decryption, shown. */
export function sealValue(ring: KeyRing, value: string): string {
  return ring.seal('parameter', Buffer.from(value)).toString('base64');
}

/** A value as a call asked for it. @throws Error when it was sealed by a key that is gone */
export function shownValue(ring: KeyRing, { type, value }: VersionData, withDecryption: boolean): string {
  if (type !== 'SecureString' || !withDecryption) return value;
  const opened = ring.open('parameter', Buffer.from(value, 'base64'));
  if (opened === undefined)
    throw new Error('a SecureString was sealed by a key that this house does not have');
  return opened.toString();
}
