import { createHash } from 'node:crypto';
import { readSignature } from '../../credentials/read-signature.ts';
import { AwsError } from '../../kernel/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../../kernel/http.ts';
import type { House } from '../../operation/house.ts';
import { StoreUnavailableError } from '../../store/store-unavailable-error.ts';
import { authenticationError } from '../authentication-errors.ts';
import { identify, Unidentified } from '../identify.ts';
import type { IncomingBody } from '../receive.ts';
import { RawAnswer, type ControlRoute, type ControlRoutes } from './control-routes.ts';

const PREFIX = '/_utsuwa/';
const BODY_LIMIT = 64 * 1024;

/** Answers an operator's request: finds the route, makes sure that root asks, runs it, answers JSON. */
export async function handleControl(
  house: House,
  routes: ControlRoutes,
  request: HttpRequest,
  incoming: IncomingBody,
): Promise<HttpResponse> {
  try {
    const { route, parameters } = find(routes, request);
    const bytes = await incoming.whole(BODY_LIMIT);
    if (route.open !== true) await assertRoot(house, request, bytes);
    const answer = await route.run({ house, parameters, body: parseBody(bytes) });
    return answer instanceof RawAnswer ? answer.response : json(200, answer);
  } catch (error) {
    if (error instanceof AwsError) return json(error.status, { error: error.code, message: error.message });
    if (error instanceof Unidentified) {
      const { code, message, status } = authenticationError('json', error.failure);
      return json(status, { error: code, message });
    }
    if (error instanceof StoreUnavailableError)
      return json(503, { error: 'ServiceUnavailable', message: error.message });
    house.log.error('a control request failed by a defect of ours', error);
    return json(500, { error: 'InternalFailure', message: 'the server failed; its log says why' });
  }
}

function find(
  routes: ControlRoutes,
  request: HttpRequest,
): { route: ControlRoute; parameters: Record<string, string> } {
  const segments = request.path.slice(PREFIX.length).split('/');
  for (const route of routes) {
    if (route.method !== request.method) continue;
    const parameters = match(route.path.split('/'), segments);
    if (parameters !== undefined) return { route, parameters };
  }
  throw new AwsError('NotFound', 404, `there is no \`${request.method} ${request.path.slice(0, 200)}\``);
}

function match(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [i, part] of pattern.entries()) {
    const segment = segments[i] ?? '';
    if (part.startsWith('{')) parameters[part.slice(1, -1)] = segment;
    else if (part !== segment) return undefined;
  }
  return parameters;
}

async function assertRoot(house: House, request: HttpRequest, body: Uint8Array): Promise<void> {
  const signature = readSignature(request);
  if (signature.kind !== 'header') throw new Unidentified({ reason: 'unsigned' });
  const hash = createHash('sha256').update(body).digest('hex');
  const { caller } = await identify(house, request, signature, hash, await house.store.epoch());
  // Other accounts' root users are as little the operator as anyone else.
  if (caller.kind !== 'root' || caller.accountId !== house.settings.accountId) {
    throw new AwsError('AccessDenied', 403, 'control routes are for the root user: sign with its access key');
  }
}

function parseBody(bytes: Uint8Array): Record<string, unknown> {
  if (bytes.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
  } catch {
    // The one error below tells it, whatever JSON.parse stumbled on.
  }
  throw new AwsError('InvalidRequest', 400, 'the body must be a JSON object');
}

function json(status: number, body: unknown): HttpResponse {
  return { status, headers: { 'Content-Type': 'application/json' }, body: `${JSON.stringify(body)}\n` };
}
