import { randomBytes, randomUUID } from 'node:crypto';

/**
 * Prefixes of IAM's unique ids.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
 */
export type UniqueIdPrefix =
  | 'AROA'
  | 'AIPA'
  | 'ANPA'
  | 'ANVA'
  | 'AIDA'
  | 'AGPA'
  | 'AKIA'
  | 'ASIA'
  | 'ACCA'
  | 'APKA';

/** Where every id and every secret comes from; a port, so that tests are exact. */
export interface Ids {
  /** An IAM unique id: the prefix and 17 of `A-Z2-7` (access keys: 16), as AWS forms them. */
  unique(prefix: UniqueIdPrefix): string;
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

/** Ids from the operating system's randomness. */
export class RandomIds implements Ids {
  unique(prefix: UniqueIdPrefix): string {
    const length = prefix === 'AKIA' || prefix === 'ASIA' ? 16 : 17;
    let id: string = prefix;
    for (const byte of randomBytes(length)) id += BASE32[byte & 31];
    return id;
  }

  secretAccessKey(): string {
    return randomBytes(30).toString('base64');
  }

  hex(prefix: string, digits = 17): string {
    return `${prefix}-${this.token(digits + (digits & 1)).slice(0, digits)}`;
  }

  requestId(): string {
    return randomUUID();
  }

  token(digits: number): string {
    return randomBytes(digits / 2).toString('hex');
  }
}
