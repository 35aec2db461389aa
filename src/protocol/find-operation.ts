import type { HttpRequest } from '../kernel/http.ts';
import type { OperationModel, ServiceModel } from '../model/service-model.ts';
import { decodeFormText } from './form.ts';
import { findRoute } from './rest-routes.ts';

/** What a request asks for, as far as its outside tells. */
export interface FoundOperation {
  /** Absent when the house has no such operation, or knows it by name only. */
  readonly operation: OperationModel | undefined;
  /** The operation's name; as the request spelled it when AWS has none of that name. */
  readonly name: string | undefined;
  /** The API version that a query request names. */
  readonly version: string | undefined;
}

/**
 * Finds the operation that a request means, without parsing it further: a query request's `Action`, the
 * `X-Amz-Target` header, or method, path and query.
 *
 * @param body needed by the query protocols only, whose `Action` is mostly there
 */
export function findOperation(model: ServiceModel, request: HttpRequest, body?: Uint8Array): FoundOperation {
  switch (model.protocol) {
    case 'query':
    case 'ec2': {
      const name = formParameter(request, body, 'Action');
      return { ...known(model, name), version: formParameter(request, body, 'Version') };
    }
    case 'json':
      return { ...known(model, targetName(model, request)), version: undefined };
    case 'rest-json':
    case 'rest-xml':
      return { ...known(model, findRoute(model, request)?.name), version: undefined };
  }
}

/**
 * A parameter of a query request, from its query string or else its form body; of several the first
 * counts, as it does when the request is decoded. Costs one scan of the body, no parse.
 */
export function formParameter(
  request: HttpRequest,
  body: Uint8Array | undefined,
  name: string,
): string | undefined {
  const inQuery = scan(Buffer.from(request.query), name);
  if (inQuery !== undefined || body === undefined || !isForm(request)) return inQuery;
  return scan(Buffer.from(body.buffer, body.byteOffset, body.byteLength), name);
}

/** Whether a request's body is a form; AWS takes one without a content type for it. */
export function isForm(request: HttpRequest): boolean {
  const type = request.headers['content-type'];
  return (
    type === undefined || type === '' || type.toLowerCase().startsWith('application/x-www-form-urlencoded')
  );
}

/** No operation's or version's name is longer. */
const MAX_VALUE = 256;

function scan(text: Buffer, name: string): string | undefined {
  const start = `${name}=`;
  let at = -1;
  if (text.subarray(0, start.length).toString('latin1') === start) {
    at = start.length;
  } else {
    const inner = text.indexOf(`&${start}`, 0, 'latin1');
    if (inner !== -1) at = inner + start.length + 1;
  }
  if (at === -1) return undefined;
  const end = text.indexOf('&', at, 'latin1');
  const value = text.subarray(at, end === -1 ? text.length : end);
  return value.length > MAX_VALUE
    ? value.toString('latin1', 0, MAX_VALUE)
    : decodeFormText(value.toString('utf8'));
}

function targetName(model: ServiceModel, request: HttpRequest): string | undefined {
  const target = request.headers['x-amz-target'];
  if (target === undefined) return undefined;
  const dot = target.lastIndexOf('.');
  if (dot === -1 || target.slice(0, dot) !== model.targetPrefix) return undefined;
  return target.slice(dot + 1);
}

function known(model: ServiceModel, name: string | undefined): Pick<FoundOperation, 'name' | 'operation'> {
  return { name, operation: name === undefined ? undefined : model.operations.get(name) };
}
