import { request } from 'node:http';
import { signRequest } from '../credentials/sign-request.ts';
import { rootKey } from './root-key.ts';
import { UserError } from './user-error.ts';

/** Nobody listens there. */
export class NoServerError extends UserError {}

/**
 * Asks one of the server's control routes, signed by the root key.
 *
 * @param route below `/_utsuwa/`
 * @param signal ends the wait for the answer, by an error
 * @throws UserError when it refuses, NoServerError when no server answers there
 */
export async function askServer(
  port: number,
  method: 'GET' | 'POST',
  route: string,
  body?: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): Promise<Record<string, unknown>> {
  const sent = body === undefined ? '' : JSON.stringify(body);
  const { status, text } = await call(port, method, `/_utsuwa/${route}`, sent, signal);
  const answer = parse(text, port);
  if (status !== 200) throw new UserError(messageOf(answer, status, port));
  return answer;
}

/** Refusals of the root key that the commands sign with, by the server's own codes. */
const WRONG_ROOT_KEY = new Set([
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
]);

function messageOf({ error, message }: Record<string, unknown>, status: number, port: number): string {
  if (typeof error === 'string' && WRONG_ROOT_KEY.has(error)) {
    return (
      `the server on port ${port} was started with another root key; ` +
      'set UTSUWA_ROOT_ACCESS_KEY_ID and UTSUWA_ROOT_SECRET_ACCESS_KEY as they were set for it'
    );
  }
  return typeof message === 'string' ? message : `the server answered ${status}`;
}

function parse(text: string, port: number): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new UserError(`what listens on port ${port} is no Utsuwa; name the server's port with --port`);
  }
}

function call(
  port: number,
  method: string,
  path: string,
  body: string,
  signal?: AbortSignal,
): Promise<{ status: number; text: string }> {
  const { accessKeyId, secretAccessKey } = rootKey();
  const headers = signRequest({
    method,
    path,
    headers: { host: `127.0.0.1:${port}` },
    body,
    accessKeyId,
    secretAccessKey,
    region: 'us-east-1',
    service: 'utsuwa',
    now: Date.now(),
  });
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, method, path, headers, timeout: 30_000, signal },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', reject);
      },
    );
    sent.on('timeout', () => sent.destroy(new UserError(`the server on port ${port} does not answer`)));
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const absent = error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET';
      reject(absent ? new NoServerError(noServer(port)) : error);
    });
    sent.end(body);
  });
}

function noServer(port: number): string {
  return `no server on port ${port}; start one with \`npm start\`, or name its port with --port or UTSUWA_PORT`;
}
