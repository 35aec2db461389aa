import { AwsError } from '../kernel/aws-error.ts';
import type { HttpRequest } from '../kernel/http.ts';
import type { ServiceModel } from '../model/service-model.ts';
import { decodeInput } from './decode-input.ts';
import { findOperation } from './find-operation.ts';

/** A request for the wire's tests; whatever is not given is as harmless as can be. */
export function testRequest(request: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'POST',
    path: '/',
    query: '',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    sourceIp: '127.0.0.1',
    secure: false,
    ...request,
  };
}

/** Text as a body's bytes. */
export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The error with which an attempt is refused; an attempt that succeeds or fails otherwise fails the test. */
export function refusalOf(attempt: () => unknown): AwsError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}

/** A request from its first line, for example `GET /bucket?policy`. */
export function requestOf(line: string, headers: HttpRequest['headers'] = {}): HttpRequest {
  const [method = '', target = ''] = line.split(' ');
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  return testRequest({ method, path, query: mark === -1 ? '' : target.slice(mark + 1), headers });
}

/** The input of a query request. @param form `Action=…` and its parameters; the version is the service's */
export function decodeForm(model: ServiceModel, form: string): unknown {
  const request = testRequest();
  const body = bytes(`${form}&Version=${model.apiVersion}`);
  const { operation } = findOperation(model, request, body);
  if (operation === undefined) throw new Error(`no operation in \`${form}\``);
  return decodeInput(operation, request, body);
}
