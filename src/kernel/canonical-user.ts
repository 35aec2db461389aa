import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/**
 * An account's canonical user id: 64 hex digits, the same on every call, on every node and after every
 * restart; S3's name for the account. AWS's own cannot be computed from the account's number; ours is its
 * number in disguise, so that the account is found again without asking the store. It is no secret.
 */
export function canonicalUserId(accountId: string): string {
  const known = KNOWN.get(accountId);
  if (known !== undefined) return known;
  const cipher = createCipheriv('aes-256-cbc', KEY, IV).setAutoPadding(false);
  const id = cipher.update(disguised(accountId), 'latin1', 'hex') + cipher.final('hex');
  if (KNOWN.size >= MAX_KNOWN) KNOWN.clear();
  KNOWN.set(accountId, id);
  return id;
}

/** The account that a canonical user id names; `undefined` for one that names none. */
export function accountOfCanonicalUser(id: string): string | undefined {
  if (!/^[0-9a-f]{64}$/.test(id)) return undefined;
  const decipher = createDecipheriv('aes-256-cbc', KEY, IV).setAutoPadding(false);
  const text = decipher.update(id, 'hex', 'latin1') + decipher.final('latin1');
  const accountId = text.slice(0, 12);
  return /^\d{12}$/.test(accountId) && text === disguised(accountId) ? accountId : undefined;
}

/** Two blocks; the second tells an id of ours from any other 64 digits. */
function disguised(accountId: string): string {
  return `${accountId.padEnd(12)}is-a-canonical-user.`;
}

const KEY = createHash('sha256').update('canonical user ids').digest();
const IV = Buffer.alloc(16);

const MAX_KNOWN = 1_000;
const KNOWN = new Map<string, string>();
