import { readSignature } from '../credentials/read-signature.ts';
import { PayloadError } from '../credentials/payload-error.ts';
import { AwsError } from '../kernel/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../kernel/http.ts';
import { loadServiceModel } from '../model/load-service-model.ts';
import type { ServiceModel } from '../model/service-model.ts';
import { dispatch } from '../operation/dispatch.ts';
import type { House } from '../operation/house.ts';
import { answerFormat } from '../protocol/answer-format.ts';
import { decodeInput } from '../protocol/decode-input.ts';
import { encodeError } from '../protocol/encode-error.ts';
import { encodeOutput } from '../protocol/encode-output.ts';
import { findOperation } from '../protocol/find-operation.ts';
import { notImplemented, unknownOperation } from '../protocol/wire-errors.ts';
import { OutcomeUnknownError } from '../store/outcome-unknown-error.ts';
import { StoreUnavailableError } from '../store/store-unavailable-error.ts';
import { authenticationError } from './authentication-errors.ts';
import { withHoistedHeaders } from './hoisted-headers.ts';
import { identify, Unidentified } from './identify.ts';
import { identifyInstance } from './identify-instance.ts';
import { internalFailure, serviceUnavailable } from './internal-errors.ts';
import { locate, type Located } from './locate.ts';
import { readPayload } from './payload.ts';
import { payloadError } from './payload-errors.ts';
import { requestFacts } from './request-facts.ts';
import { pathStyle } from './path-style.ts';
import { endpointFacts, throughEndpoint } from './vpc-endpoint-path.ts';
import type { IncomingBody } from './receive.ts';

/**
 * A request's way: find the service, read what is to be verified, identify, find the operation, decode,
 * dispatch (authorise, run, trail), encode. Nothing of the body is parsed before its sender is known but
 * the operation's name; errors take the same way out. It awaits only what is not there: each turn of the queue that
 * is saved shows in what a call costs.
 */
export async function handle(house: House, request: HttpRequest, body: IncomingBody): Promise<HttpResponse> {
  const requestId = house.ids.requestId();
  const receivedAt = house.clock.real();
  let located: Located | undefined;
  let bytes: Uint8Array | undefined;
  try {
    const signature = readSignature(request);
    located = locate(request, signature);
    if ('unknown' in located) throw unknownService(located.unknown);
    const asked = house.store.epoch();
    const epoch = typeof asked === 'number' ? asked : await asked;
    const model = loadServiceModel(located.name);

    const through = model.name === 's3' ? await throughEndpoint(house, request) : undefined;
    const vpcEndpoint = through && (await endpointFacts(house, through, epoch));
    const inside = through?.request ?? request;
    const addressed = model.name === 's3' ? withHoistedHeaders(pathStyle(inside)) : request;
    const payload = await readPayload(model, addressed, signature, body, located.bodyLimit);
    ({ bytes } = payload);
    const instance = located.knowsInstances ? await identifyInstance(house, request) : undefined;
    const found = instance ?? identify(house, request, signature, payload.hash, epoch);
    const { caller, secretAccessKey, region } = found instanceof Promise ? await found : found;

    const { operation, name, version } = findOperation(model, addressed, bytes);
    if (caller.kind === 'anonymous' && located.style !== 's3' && operation?.unsigned !== true) {
      throw new Unidentified({ reason: 'unsigned' });
    }
    if (operation === undefined) throw noOperation(model, name, version);
    const wanted = house.services.find(model.name, operation.name);
    const built = wanted instanceof Promise ? await wanted : wanted;
    if (built === undefined) throw notImplemented(model, operation.name);

    const input = decodeInput(operation, addressed, payload.open(secretAccessKey));
    const arrival = { requestId, receivedAt, epoch, region, settings: house.settings, vpcEndpoint };
    const facts = requestFacts(request, signature, arrival, payload.hash);
    const answer = await dispatch(house, built, { caller, input, facts });
    const format = answerFormat(model, request, bytes);
    return encodeOutput(operation, answer, { requestId, format, strict: house.settings.strict });
  } catch (error) {
    const wire = asAwsError(error, located, house);
    const model = located === undefined || 'unknown' in located ? undefined : loadServiceModel(located.name);
    const { method, headers } = request;
    const format = answerFormat(model, request, bytes);
    return encodeError(model, wire, { requestId, method, headers, format });
  }
}

/** AWS's own answer where AWS has no such operation; ours, naming it, where only we lack it. */
function noOperation(model: ServiceModel, name: string | undefined, version: string | undefined): AwsError {
  if (name !== undefined && model.otherOperations.has(name)) return notImplemented(model, name);
  return unknownOperation(model, name, version);
}

function unknownService(name: string): AwsError {
  return new AwsError('NotImplemented', 501, `Utsuwa has no service \`${name}\``);
}

/** What leaves the house: AWS's errors as they are, a defect of ours without its cause, which the log gets. */
function asAwsError(error: unknown, located: Located | undefined, house: House): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof PayloadError) return payloadError(error);
  const style = located === undefined || 'unknown' in located ? 'query' : located.style;
  if (error instanceof Unidentified) return authenticationError(style, error.failure);
  if (error instanceof StoreUnavailableError) {
    house.log.error('a request was refused', error.message);
    return serviceUnavailable(style);
  }
  if (error instanceof OutcomeUnknownError) house.log.error('a request failed', error.message);
  else house.log.error('a request failed by a defect of ours', error);
  return internalFailure(style);
}
