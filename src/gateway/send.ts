import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ByteStream, HttpResponse } from '../kernel/http.ts';

/**
 * Puts an answer on the wire. A stream that fails half-way ends the connection: the client sees a cut body, never a
 * short one taken for whole.
 *
 * @returns when a stream is through; nothing for a body that is there
 */
export function send(
  response: ServerResponse,
  answer: HttpResponse,
  headOnly: boolean,
): Promise<void> | undefined {
  const { body } = answer;
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    const length = body === undefined ? 0 : typeof body === 'string' ? Buffer.byteLength(body) : body.length;
    response.writeHead(answer.status, withLength(answer, length));
    response.end(headOnly ? undefined : body);
    return undefined;
  }
  if (!headOnly && Number(answer.headers['Content-Length']) <= SMALL) {
    return sendSmall(response, answer, body);
  }
  response.writeHead(answer.status, answer.headers);
  if (!headOnly) return sendStream(response, body);
  response.end();
  return undefined;
}

/** Up to so many bytes a stream is put together before it is sent: a pipe costs far more than it would carry. */
const SMALL = 64 * 1024;

async function sendSmall(response: ServerResponse, answer: HttpResponse, body: ByteStream): Promise<void> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  const [first] = pieces;
  response.writeHead(answer.status, answer.headers);
  response.end(pieces.length === 1 ? first : Buffer.concat(pieces));
}

/** Names and values in turn, as node:http takes them at the least cost. */
function withLength({ status, headers, cookies }: HttpResponse, length: number): string[] {
  const list: string[] = [];
  let measured = status === 204 || status === 304;
  for (const name in headers) {
    list.push(name, headers[name] ?? '');
    if (name === 'Content-Length') measured = true;
  }
  if (cookies !== undefined) for (const cookie of cookies) list.push('Set-Cookie', cookie);
  if (!measured) list.push('Content-Length', String(length));
  return list;
}

async function sendStream(response: ServerResponse, body: ByteStream): Promise<void> {
  try {
    await pipeline(Readable.from(body, { objectMode: false }), response);
  } catch (error) {
    // A client that leaves before the end is no fault of ours.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
