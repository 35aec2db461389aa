import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/**
 * Prefixes of IAM's unique ids.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
 */
export type UniqueIdPrefix = 'AROA' | 'AIPA' | 'ANPA' | 'ANVA' | 'AIDA' | 'AGPA' | 'ACCA' | 'APKA' | 'ASCA';

/** Prefixes of access keys: long-term, temporary. */
export type AccessKeyPrefix = 'AKIA' | 'ASIA';

/** Where every id and every secret comes from; a port, so that tests are exact. */
export interface Ids {
  /** An IAM unique id: the prefix and 17 of `A-Z2-7`, as AWS forms them. */
  unique(prefix: UniqueIdPrefix): string;
  /** An account's id: twelve digits, the first of them no zero. */
  account(): string;
  /** An access key's id: the prefix and 16 of `A-Z2-7`, in which {@link accountOfAccessKey} finds the account. */
  accessKey(prefix: AccessKeyPrefix, accountId: string): string;
  /** A secret access key: 40 characters of base64 alphabet. */
  secretAccessKey(): string;
  /** An id such as EC2's `i-0123456789abcdef0`. @param prefix for example `i` @param digits hex digits, 17 by default */
  hex(prefix: string, digits?: number): string;
  /** A request id: a UUID. */
  requestId(): string;
  /** Lower-case hex without prefix. @param digits an even number */
  token(digits: number): string;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Digits of EC2's longer ids. */
const LONG_ID = 17;

/** Ids from the operating system's randomness. */
export class RandomIds implements Ids {
  unique(prefix: UniqueIdPrefix): string {
    let id: string = prefix;
    for (const byte of randomBytes(17)) id += BASE32[byte & 31];
    return id;
  }

  account(): string {
    return `${randomInt(100_000, 1_000_000)}${String(randomInt(0, 1_000_000)).padStart(6, '0')}`;
  }

  accessKey(prefix: AccessKeyPrefix, accountId: string): string {
    return accessKeyOf(prefix, accountId, randomBytes(10));
  }

  secretAccessKey(): string {
    return randomBytes(30).toString('base64');
  }

  hex(prefix: string, digits = LONG_ID): string {
    const hex = this.token(digits + (digits & 1)).slice(0, digits);
    // AWS's long ids all begin with a zero.
    return digits === LONG_ID ? `${prefix}-0${hex.slice(1)}` : `${prefix}-${hex}`;
  }

  requestId(): string {
    return randomUUID();
  }

  token(digits: number): string {
    return randomBytes(digits / 2).toString('hex');
  }
}

/** Of a key id's 80 bits: the first is set, 40 hold the account, 39 are free. */
const ACCOUNT_SHIFT = 39n;
const ACCOUNT_MASK = (1n << 40n) - 1n;
const FREE_MASK = (1n << ACCOUNT_SHIFT) - 1n;

/** Puts an account into an access key's id where AWS does. @param random 10 bytes */
export function accessKeyOf(prefix: AccessKeyPrefix, accountId: string, random: Uint8Array): string {
  const free = BigInt(`0x${Buffer.from(random).toString('hex')}`) & FREE_MASK;
  let bits = (1n << 79n) | (BigInt(accountId) << ACCOUNT_SHIFT) | free;
  let text = '';
  for (let i = 0; i < 16; i++) {
    text = `${BASE32[Number(bits & 31n)]}${text}`;
    bits >>= 5n;
  }
  return prefix + text;
}

/**
 * The account that an access key's id carries, twelve digits; `undefined` for what is no such id.
 * AWS documents none of this; people read it out of live ids.
 */
export function accountOfAccessKey(accessKeyId: string): string | undefined {
  if (!/^A[KS]IA[A-Z2-7]{16}$/.test(accessKeyId)) return undefined;
  let bits = 0n;
  for (const letter of accessKeyId.slice(4)) bits = (bits << 5n) | BigInt(BASE32.indexOf(letter));
  const account = String((bits >> ACCOUNT_SHIFT) & ACCOUNT_MASK);
  return account.length <= 12 ? account.padStart(12, '0') : undefined;
}
