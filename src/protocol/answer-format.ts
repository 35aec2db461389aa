import type { HttpRequest } from '../kernel/http.ts';
import type { ServiceModel } from '../model/service-model.ts';
import { isForm } from './find-operation.ts';

/** How an answer is written where a service has two ways. */
export type AnswerFormat = 'xml' | 'json';

/**
 * What a request asks its answer to be written in. The query protocol's services write JSON for whoever accepts
 * that, as verifiers of presigned GetCallerIdentity requests do, or says `ContentType=JSON`; CloudFormation's
 * helper scripts do both. EC2 writes XML alone.
 *
 * @param body as far as it was read
 */
export function answerFormat(
  model: ServiceModel | undefined,
  request: HttpRequest,
  body: Uint8Array | undefined,
): AnswerFormat {
  if (model?.protocol !== 'query') return 'xml';
  const isAsked = acceptsJson(request.headers['accept']) || asks(request.query) || asksIn(request, body);
  return isAsked ? 'json' : 'xml';
}

function acceptsJson(accept: string | undefined): boolean {
  if (accept === undefined || !accept.includes('json')) return false;
  return accept.split(',').some((range) => range.split(';', 1)[0]?.trim() === 'application/json');
}

const PARAMETER = 'ContentType=JSON';

function asksIn(request: HttpRequest, body: Uint8Array | undefined): boolean {
  if (body === undefined || !isForm(request)) return false;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return bytes.includes(PARAMETER) && asks(bytes.toString('latin1'));
}

function asks(form: string): boolean {
  return form.includes(PARAMETER) && form.split('&').includes(PARAMETER);
}
