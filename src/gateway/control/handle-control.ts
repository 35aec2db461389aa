import { createHash } from 'node:crypto';
import { readSignature } from '../../credentials/read-signature.ts';
import { AwsError } from '../../kernel/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../../kernel/http.ts';
import type { House } from '../../operation/house.ts';
import { StoreUnavailableError } from '../../store/store-unavailable-error.ts';
import { authenticationError } from '../authentication-errors.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { RequestFacts } from '../../operation/context.ts';
import { identify, Unidentified } from '../identify.ts';
import type { IncomingBody } from '../receive.ts';
import { requestFacts } from '../request-facts.ts';
import { RawAnswer, type ControlRoute, type ControlRoutes } from './control-routes.ts';

const PREFIX = '/_utsuwa/';
const BODY_LIMIT = 64 * 1024;

/** Answers a control request: finds the route, makes out who asks, runs it, answers JSON. */
export async function handleControl(
  house: House,
  routes: ControlRoutes,
  request: HttpRequest,
  incoming: IncomingBody,
): Promise<HttpResponse> {
  const requestId = house.ids.requestId();
  const json = (status: number, body: unknown): HttpResponse => ({
    status,
    headers: { 'Content-Type': 'application/json', 'x-amzn-RequestId': requestId },
    body: `${JSON.stringify(body)}\n`,
  });
  try {
    const { route, parameters } = find(routes, request);
    const bytes = await incoming.whole(BODY_LIMIT);
    const call = { house, request, parameters, bytes };
    let answer: unknown;
    if (route.signed === true) {
      const signer = await identified(house, request, bytes, requestId);
      if (signer.caller.kind === 'anonymous') throw new Unidentified({ reason: 'unsigned' });
      answer = await route.run({ ...call, ...signer, body: parseBody(bytes) });
    } else {
      if (route.open !== true) await assertRoot(house, request, bytes, requestId);
      answer = await route.run({ ...call, body: route.isRaw === true ? {} : parseBody(bytes) });
    }
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

/** Who signed, whatever service the signature is for, and what is known of the request. */
async function identified(
  house: House,
  request: HttpRequest,
  body: Uint8Array,
  requestId: string,
): Promise<{ readonly caller: Caller; readonly facts: RequestFacts }> {
  const receivedAt = house.clock.real();
  const signature = readSignature(request);
  if (signature.kind !== 'header') throw new Unidentified({ reason: 'unsigned' });
  const hash = createHash('sha256').update(body).digest('hex');
  const epoch = await house.store.epoch();
  const { caller } = await identify(house, request, signature, hash, epoch);
  const arrival = { requestId, receivedAt, epoch, settings: house.settings };
  return { caller, facts: requestFacts(request, signature, arrival, hash) };
}

async function assertRoot(
  house: House,
  request: HttpRequest,
  body: Uint8Array,
  requestId: string,
): Promise<void> {
  const { caller } = await identified(house, request, body, requestId);
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
