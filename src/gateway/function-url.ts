import { createHash } from 'node:crypto';
import { readSignature } from '../credentials/read-signature.ts';
import { AwsError } from '../kernel/aws-error.ts';
import type { Caller } from '../kernel/caller.ts';
import { hostName } from '../kernel/host-guard.ts';
import type { HttpRequest, HttpResponse } from '../kernel/http.ts';
import type { AnswerUrl } from '../operation/function-urls.ts';
import type { House } from '../operation/house.ts';
import { StoreUnavailableError } from '../store/store-unavailable-error.ts';
import { authenticationError } from './authentication-errors.ts';
import { identify, Unidentified } from './identify.ts';
import type { IncomingBody } from './receive.ts';
import { requestFacts } from './request-facts.ts';

/** A function's URL by its host: `ID.lambda-url.REGION.localhost`. */
export interface UrlPlace {
  readonly urlId: string;
  readonly region: string;
}

const HOST = /^([a-z0-9]{1,64})\.lambda-url\.([a-z0-9-]{1,32})\.localhost$/;

/** The function's URL that a request is for; `undefined` for any other. */
export function urlPlaceOf({ headers }: HttpRequest): UrlPlace | undefined {
  const host = hostName(headers['host']);
  if (host === undefined || !host.endsWith('.localhost')) return undefined;
  const [, urlId, region] = HOST.exec(host) ?? [];
  return urlId === undefined || region === undefined ? undefined : { urlId, region };
}

/** Answers a request to a function's URL; refuses in the words of AWS's URLs, which are JSON. */
export async function handleFunctionUrl(
  house: House,
  answer: AnswerUrl,
  { urlId, region }: UrlPlace,
  request: HttpRequest,
  body: IncomingBody,
): Promise<HttpResponse> {
  const requestId = house.ids.requestId();
  try {
    const epoch = await house.store.epoch();
    const settings = { ...house.settings, region };
    const arrival = { requestId, receivedAt: house.clock.real(), epoch, settings };
    // Who signs is asked only where the URL wants to know; its signature means nothing elsewhere.
    const facts = requestFacts(request, { kind: 'none' }, arrival, '');
    return await answer(house, {
      ...{ urlId, region, request, facts },
      read: (limit) => body.whole(limit),
      identify: (payload) => signerOf(house, request, region, payload, epoch),
    });
  } catch (error) {
    return refusal(asAwsError(error, house), requestId);
  }
}

/** @throws Unidentified, AwsError InvalidSignatureException */
async function signerOf(
  house: House,
  request: HttpRequest,
  region: string,
  payload: Uint8Array,
  epoch: number,
): Promise<Caller> {
  const signature = readSignature(request);
  if (signature.kind === 'none') return { kind: 'anonymous' };
  if (signature.kind === 'presigned-v2') throw new Unidentified({ reason: 'unsigned' });
  if (signature.kind !== 'malformed') {
    if (signature.service !== 'lambda')
      throw scopeError("Credential should be scoped to correct service: 'lambda'.");
    if (signature.region !== region) throw scopeError('Credential should be scoped to a valid region.');
  }
  const hash = createHash('sha256').update(payload).digest('hex');
  const { caller } = await identify(house, request, signature, hash, epoch);
  return caller;
}

function scopeError(message: string): AwsError {
  return new AwsError('InvalidSignatureException', 403, message);
}

function asAwsError(error: unknown, house: House): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof Unidentified) {
    const { code, message } = authenticationError('json', error.failure);
    return new AwsError(code, 403, message);
  }
  if (error instanceof StoreUnavailableError) {
    house.log.error('a request to a function’s URL was refused', error.message);
    return new AwsError('ServiceUnavailableException', 503, 'Service Unavailable');
  }
  house.log.error('a request to a function’s URL failed by a defect of ours', error);
  return new AwsError('InternalServerErrorException', 500, 'Internal Server Error');
}

function refusal({ code, status, message, members }: AwsError, requestId: string): HttpResponse {
  return {
    status,
    headers: {
      'Content-Type': 'application/json',
      'x-amzn-RequestId': requestId,
      'x-amzn-ErrorType': code,
    },
    body: JSON.stringify({ Message: message, ...members }),
  };
}
