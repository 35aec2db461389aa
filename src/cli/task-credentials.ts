import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HostGuard } from '../kernel/host-guard.ts';
import { UserError } from './user-error.ts';

/** A place where one command finds its credentials, open as long as the command runs. */
export interface TaskCredentialsEndpoint {
  readonly uri: string;
  /** What the command must send as `Authorization`. */
  readonly token: string;
  close(): Promise<void>;
}

const HOSTS = new HostGuard([]);

/**
 * Opens a container's credentials endpoint on a loopback port.
 *
 * @param credentials those that hold now; fails with a `UserError` that is passed on
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export async function openTaskCredentials(
  credentials: () => Promise<unknown>,
): Promise<TaskCredentialsEndpoint> {
  const token = randomBytes(32).toString('base64url');
  const path = `/v2/credentials/${randomBytes(16).toString('hex')}`;
  const server = createServer((request, response) => {
    const answering = answer(request, path, token, credentials).then(({ status, body }) => {
      // A body that nobody reads would be taken for the next request: the connection ends with the answer.
      response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' });
      response.end(JSON.stringify(body));
    });
    answering.catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    uri: `http://127.0.0.1:${port}${path}`,
    token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A status and a JSON body. */
interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function answer(
  { method, url, headers }: IncomingMessage,
  path: string,
  token: string,
  credentials: () => Promise<unknown>,
): Promise<Answer> {
  if (!HOSTS.knows({ headers: { host: headers.host } }))
    return refused(403, 'Forbidden', 'this host is not the endpoint’s');
  if (!isSame(headers.authorization, token)) {
    return refused(401, 'Unauthorized', 'the authorization token is not the one of this command');
  }
  if (url !== path) return refused(404, 'InvalidIdInRequest', 'there are no such credentials');
  if (method !== 'GET') return refused(405, 'MethodNotAllowed', 'credentials are read by GET');
  try {
    return { status: 200, body: await credentials() };
  } catch (error) {
    // What the server says of it, for instance that the role is no longer there; SDKs show it.
    if (error instanceof UserError) return refused(400, 'CredentialsUnavailable', error.message);
    throw error;
  }
}

function isSame(given: string | undefined, token: string): boolean {
  const [one, other] = [Buffer.from(given ?? ''), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function refused(status: number, code: string, message: string): Answer {
  return { status, body: { code, message } };
}
