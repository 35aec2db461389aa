import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { ByteStream, HttpResponse } from '../kernel/http.ts';

/** Puts an answer on the wire. A stream that fails half-way ends the connection: the client sees a cut body, never a short one taken for whole. */
export async function send(response: ServerResponse, answer: HttpResponse, headOnly: boolean): Promise<void> {
  const { body } = answer;
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    const length = body === undefined ? 0 : typeof body === 'string' ? Buffer.byteLength(body) : body.length;
    response.writeHead(answer.status, withLength(answer, length));
    response.end(headOnly ? undefined : body);
    return;
  }
  response.writeHead(answer.status, answer.headers);
  if (headOnly) response.end();
  else await sendStream(response, body);
}

function withLength(answer: HttpResponse, length: number): Record<string, string | number> {
  const { headers } = answer;
  if (answer.status === 204 || answer.status === 304 || hasLength(headers)) return headers;
  return { ...headers, 'Content-Length': length };
}

function hasLength(headers: Readonly<Record<string, string>>): boolean {
  for (const name in headers) if (name.length === 14 && name.toLowerCase() === 'content-length') return true;
  return false;
}

async function sendStream(response: ServerResponse, body: ByteStream): Promise<void> {
  try {
    for await (const chunk of body) {
      if (response.destroyed) return;
      if (!response.write(chunk)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
    response.end();
  } catch (error) {
    response.destroy();
    throw error;
  }
}
