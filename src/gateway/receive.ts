import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../kernel/aws-error.ts';
import type { ByteStream, HttpRequest } from '../kernel/http.ts';

/** Headers that may come once only: a second one is an attempt to be read in two ways. */
const SINGLE = new Set([
  'host',
  'authorization',
  'content-length',
  'content-type',
  'x-amz-date',
  'x-amz-security-token',
]);

/**
 * Takes a request's head off the wire, its values untouched.
 *
 * @throws AwsError InvalidRequest (400) when a header that may come once comes twice
 */
export function receive(message: IncomingMessage): HttpRequest {
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: message.method ?? 'GET',
    path: pathOf(mark < 0 ? url : url.slice(0, mark)),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: headersOf(message.rawHeaders),
    sourceIp: unmapped(message.socket.remoteAddress ?? ''),
    secure: 'encrypted' in message.socket,
  };
}

/** A client that takes us for a proxy sends the whole URL; only its path counts. */
function pathOf(target: string): string {
  if (target.startsWith('/')) return target;
  const scheme = target.indexOf('://');
  if (scheme < 0) return '/';
  const slash = target.indexOf('/', scheme + 3);
  return slash < 0 ? '/' : target.slice(slash);
}

/**
 * Headers by their names, and nothing that other objects inherit. Made so and not by `Object.create(null)`, they have
 * a shape that V8 knows again in the next request of the same client.
 */
const Headers = function Headers() {} as unknown as new () => Record<string, string>;
Headers.prototype = Object.create(null) as object;

function headersOf(raw: readonly string[]): Record<string, string> {
  const headers = new Headers();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase();
    const value = raw[i + 1] ?? '';
    const before = headers[name];
    if (before === undefined) headers[name] = value;
    else if (SINGLE.has(name))
      throw new AwsError('InvalidRequest', 400, `header \`${name}\` came more than once`);
    else headers[name] = `${before},${value}`;
  }
  return headers;
}

function unmapped(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}

/** A body that waits to be read, once: whole, or piece by piece. */
export interface IncomingBody {
  /**
   * Reads it whole.
   *
   * @param limit bytes
   * @throws AwsError RequestEntityTooLarge (413) beyond the limit, RequestTimeout (400) when the client leaves
   */
  whole(limit: number): Promise<Uint8Array>;
  /** Reads it as it comes. */
  stream(): ByteStream;
}

/** The body of a request; a client that waits for `100 Continue` gets it when reading begins. */
export class MessageBody implements IncomingBody {
  readonly #message: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #waits: boolean;

  constructor(message: IncomingMessage, response: ServerResponse, waits: boolean) {
    this.#message = message;
    this.#response = response;
    this.#waits = waits;
  }

  whole(limit: number): Promise<Uint8Array> {
    this.#invite();
    return readWhole(this.#message, limit);
  }

  stream(): ByteStream {
    return { [Symbol.asyncIterator]: () => piecesOf(this.#message, () => this.#invite()) };
  }

  #invite(): void {
    if (this.#waits) this.#response.writeContinue();
  }
}

/**
 * A body's bytes as they come. Whoever stops half-way leaves the connection as it is, so that the answer
 * still reaches the client.
 */
async function* piecesOf(message: IncomingMessage, invite: () => void): AsyncGenerator<Uint8Array> {
  invite();
  const pieces = message.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  try {
    yield* pieces;
  } catch (error) {
    throw message.complete ? error : cutShort();
  }
}

const EMPTY = new Uint8Array();

function readWhole(message: IncomingMessage, limit: number): Promise<Uint8Array> {
  const declared = Number(message.headers['content-length'] ?? Number.NaN);
  if (declared > limit) return Promise.reject(tooLarge(limit));
  if (declared === 0) return Promise.resolve(EMPTY);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        message.pause();
        reject(tooLarge(limit));
      } else chunks.push(chunk);
    });
    message.on('end', () =>
      resolve(chunks.length === 1 ? (chunks[0] ?? EMPTY) : Buffer.concat(chunks, size)),
    );
    // A message that fails is closed too; nobody else wants to know how.
    message.on('close', () => {
      if (!message.complete) reject(cutShort());
    });
  });
}

function tooLarge(limit: number): AwsError {
  return new AwsError('RequestEntityTooLarge', 413, `the request body is larger than ${limit} bytes`);
}

function cutShort(): AwsError {
  return new AwsError(
    'RequestTimeout',
    400,
    'Your socket connection to the server was not read from or written to within the timeout period.',
  );
}
