import { iamArn } from '../kernel/arn.ts';
import type { Store } from '../store/store.ts';
import { readSetting, writeSetting } from './settings-store.ts';

/**
 * The keys that the operator gave for an issuer of web identity tokens, so that nobody need reach it.
 * They count in every account; whether an account trusts the issuer is its OpenID Connect provider's matter.
 */

/** How a provider's ARN and condition keys name its issuer: without the scheme. */
export function issuerName(issuer: string): string {
  return issuer.slice(issuer.indexOf('://') + 3);
}

/** `arn:aws:iam::<account>:oidc-provider/<issuer without scheme>` */
export function oidcProviderArn(accountId: string, issuer: string): string {
  return iamArn(accountId, `oidc-provider/${issuerName(issuer)}`);
}

/** A JSON Web Key Set as it was read: its keys are checked where they are used. */
export interface KeySet {
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/** Keeps an issuer's keys in the place of those given before. */
export function keepIssuerKeys(store: Store, issuer: string, { keys }: KeySet): Promise<void> {
  return writeSetting(store, settingOf(issuer), JSON.stringify({ keys }));
}

/** The keys that the operator gave; `undefined` where the issuer itself is to be asked. */
export async function keptIssuerKeys(store: Store, issuer: string): Promise<KeySet | undefined> {
  const text = await readSetting(store, settingOf(issuer));
  return text === undefined ? undefined : readKeySet(JSON.parse(text));
}

/** No issuer has more keys at once. */
const MOST_KEYS = 100;

/** Reads a key set. @returns `undefined` for what is none, or has too many keys */
export function readKeySet(value: unknown): KeySet | undefined {
  if (typeof value !== 'object' || value === null || !('keys' in value)) return undefined;
  const { keys } = value;
  if (!Array.isArray(keys) || keys.length > MOST_KEYS || !keys.every(isKey)) return undefined;
  return { keys };
}

function isKey(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && 'kty' in value && typeof value.kty === 'string';
}

function settingOf(issuer: string): string {
  return `oidc-keys ${issuer}`;
}
