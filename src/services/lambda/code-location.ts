import { openMessage, sealMessage } from '../../credentials/sealed-message.ts';
import type { House } from '../../operation/house.ts';

/** How long a zip can be fetched by an address, ms; as on AWS. */
const LIFETIME_MS = 10 * 60_000;

/** What an address of code stands for. */
interface Located {
  readonly kind: 'function-code';
  readonly blobId: string;
  /** Real time, ms since 1970. */
  readonly until: number;
}

/** Where a zip can be fetched, by whoever has the address, for ten minutes. */
export function codeLocation({ settings, keyRing, clock }: House, blobId: string): string {
  const located: Located = {
    kind: 'function-code',
    blobId,
    until: clock.real().getTime() + LIFETIME_MS,
  };
  return `${settings.endpoint}/_utsuwa/function-code/${sealMessage(keyRing, JSON.stringify(located))}`;
}

/** The zip that an address stands for; `undefined` when the house did not give it, or it has expired. */
export function codeAt({ keyRing, clock }: House, token: string): string | undefined {
  const text = openMessage(keyRing, token);
  if (text === undefined) return undefined;
  const { kind, blobId, until } = JSON.parse(text) as Partial<Located>;
  if (kind !== 'function-code' || until === undefined || until < clock.real().getTime()) return undefined;
  return blobId;
}
