import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { MetadataRequest } from '../imds/answer-metadata.ts';
import { listenForMetadata } from '../imds/metadata-listener.ts';
import { HostGuard } from '../kernel/host-guard.ts';
import type { HttpResponse } from '../kernel/http.ts';
import { stderrLog } from '../kernel/log.ts';
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
  const listener = await listenForMetadata(
    (request) => answer(request, path, token, credentials),
    stderrLog,
    0,
  );
  return { uri: `http://127.0.0.1:${listener.port}${path}`, token, close: () => listener.close() };
}

async function answer(
  request: MetadataRequest,
  path: string,
  token: string,
  credentials: () => Promise<unknown>,
): Promise<HttpResponse> {
  if (!HOSTS.knows(request)) return refused(403, 'Forbidden', 'this host is not the endpoint’s');
  if (!isSame(request.headers['authorization'], token)) {
    return refused(401, 'Unauthorized', 'the authorization token is not the one of this command');
  }
  if (request.path !== path) return refused(404, 'InvalidIdInRequest', 'there are no such credentials');
  if (request.method !== 'GET') return refused(405, 'MethodNotAllowed', 'credentials are read by GET');
  try {
    return json(200, await credentials());
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

function refused(status: number, code: string, message: string): HttpResponse {
  return json(status, { code, message });
}

function json(status: number, body: unknown): HttpResponse {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
