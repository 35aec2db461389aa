const DEADLINE_MS = 5000;
const MOST_BYTES = 256 * 1024;

/** Why a document could not be had: nobody answered in time, or the answer was of no use. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
  readonly kind: 'unreachable' | 'unusable';

  constructor(kind: FetchError['kind'], cause?: unknown) {
    super(kind, { cause });
    this.kind = kind;
  }
}

/**
 * Gets a JSON document: from this very address (a redirection is refused), within five seconds, of at most
 * 256 KiB once unpacked. Nothing of the answer goes back to whoever asked.
 *
 * @throws FetchError
 */
export async function fetchJson(url: string): Promise<unknown> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const headers = { accept: 'application/json' };
  const response = await fetch(url, { redirect: 'manual', credentials: 'omit', signal, headers }).catch(
    (error: unknown) => {
      throw new FetchError('unreachable', error);
    },
  );
  if (response.status >= 500) {
    await response.body?.cancel();
    throw new FetchError('unreachable');
  }
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw new FetchError('unusable');
  }
  const text = await readText(response.body);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new FetchError('unusable', error);
  }
}

async function readText(body: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > MOST_BYTES) throw new FetchError('unusable');
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof FetchError ? error : new FetchError('unreachable', error);
  }
  return Buffer.concat(chunks).toString('utf8');
}
