import { createHash, createHmac } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { SignatureV4 } from '@smithy/signature-v4';
import { REGION, type Credentials } from '../house.ts';

/** A request to a function's URL. */
export interface UrlRequest {
  readonly method?: string;
  /** Path and query, as they are to be sent. */
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface UrlAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
}

/**
 * Sends a request to a function's URL as a browser or curl does. They know that names which end in
 * `localhost` are this machine; this one connects there whatever the machine's resolver knows.
 */
export function askUrl(url: string, { method = 'GET', target = '/', headers = {}, body }: UrlRequest = {}) {
  const { host, port } = new URL(url);
  return new Promise<UrlAnswer>((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      method,
      path: target,
      headers: { host, ...headers },
      agent: false,
    };
    const sent = httpRequest(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const all = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: all,
          text: all.toString(),
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What a Sha256 of the signer's is. */
class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    throw new Error('a hash is made anew');
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
}

/** The same request, signed. @param service in the signature's scope */
export async function signed(
  url: string,
  credentials: Credentials,
  { method = 'GET', target = '/', headers = {}, body = '' }: UrlRequest = {},
  service = 'lambda',
): Promise<UrlRequest> {
  const { host } = new URL(url);
  const signer = new SignatureV4({ service, region: REGION, credentials, sha256: Sha256 });
  const [path = '/', query = ''] = target.split('?');
  const made = await signer.sign({
    ...{ method, protocol: 'http:', hostname: host, path, body },
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: { ...headers, host },
  });
  return { method, target, body, headers: made.headers };
}
