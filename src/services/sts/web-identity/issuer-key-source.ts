import { LruCache } from '../../../credentials/lru-cache.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { keptIssuerKeys, readKeySet, type KeySet } from '../../../operation/issuer-keys.ts';
import type { Store } from '../../../store/store.ts';
import { FetchError, fetchJson } from './fetch-json.ts';

/** How long an issuer's keys, or its failure, are taken for true, ms. */
const KEPT_MS = 5 * 60 * 1000;
const FAILURE_KEPT_MS = 1000;
/** How soon an issuer is asked anew for a key that it did not have, ms: tokens come from strangers. */
const ASKED_AGAIN_MS = 1000;
const MOST_ISSUERS = 256;

interface Asked {
  readonly at: number;
  readonly keys: Promise<KeySet>;
  failed: boolean;
}

/**
 * Where the keys of an issuer come from: from the operator, who may have given them; otherwise from the
 * issuer's own address, by its discovery document. Only issuers that an account registered are asked.
 */
export class IssuerKeySource {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #asked = new LruCache<Asked>(MOST_ISSUERS);

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /**
   * @param anew whether the keys known so far did not do
   * @throws FetchError
   */
  async keysOf(issuer: string, anew = false): Promise<KeySet> {
    const kept = await keptIssuerKeys(this.#store, issuer);
    if (kept !== undefined) return kept;
    const known = this.#asked.get(issuer);
    const now = this.#clock.real().getTime();
    if (known !== undefined) {
      const lasts = known.failed ? FAILURE_KEPT_MS : anew ? ASKED_AGAIN_MS : KEPT_MS;
      if (now - known.at < lasts) return known.keys;
    }
    const asked: Asked = { at: now, keys: discoverKeys(issuer), failed: false };
    asked.keys.catch(() => {
      asked.failed = true;
    });
    this.#asked.set(issuer, asked);
    return asked.keys;
  }
}

/**
 * The keys that an issuer publishes. Its key set must lie at its own origin: what an account registered is
 * all that is ever asked.
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
 */
async function discoverKeys(issuer: string): Promise<KeySet> {
  const discovery = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (typeof discovery !== 'object' || discovery === null) throw new FetchError('unusable');
  const { issuer: named, jwks_uri: address } = discovery as Record<string, unknown>;
  if (named !== issuer || typeof address !== 'string' || !URL.canParse(address)) {
    throw new FetchError('unusable');
  }
  if (new URL(address).origin !== new URL(issuer).origin) throw new FetchError('unusable');
  const keys = readKeySet(await fetchJson(address));
  if (keys === undefined) throw new FetchError('unusable');
  return keys;
}
