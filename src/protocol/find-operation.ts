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
      const form = formOf(request, body);
      const name = scan(request.query, 'Action') ?? scan(form, 'Action');
      const version = scan(request.query, 'Version') ?? scan(form, 'Version');
      // EC2 still takes its old versions; the other services know an operation only in theirs.
      if (model.protocol === 'query' && version !== model.apiVersion) {
        return { name, operation: undefined, version };
      }
      return found(model, name, version);
    }
    case 'json':
      return found(model, targetName(model, request), undefined);
    case 'rest-json':
    case 'rest-xml':
      return found(model, findRoute(model, request)?.name, undefined);
  }
}

/** The form in a query request's body, byte for byte: costs a scan, no parse. Of several parameters of a name the first counts, the query's before it. */
function formOf(request: HttpRequest, body: Uint8Array | undefined): string {
  if (body === undefined || !isForm(request)) return '';
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
}

const FORM = /^application\/x-www-form-urlencoded(?:;|$)/i;

/** Whether a request's body is a form; AWS does not read one that is not called so. */
export function isForm(request: HttpRequest): boolean {
  const type = request.headers['content-type'];
  return type !== undefined && FORM.test(type);
}

/** No operation's or version's name is longer. */
const MAX_VALUE = 256;

function scan(text: string, name: string): string | undefined {
  const start = `${name}=`;
  let at = start.length;
  if (!text.startsWith(start)) {
    const inner = text.indexOf(`&${start}`);
    if (inner === -1) return undefined;
    at += inner + 1;
  }
  const end = text.indexOf('&', at);
  const value = text.slice(at, end === -1 ? undefined : end);
  return value.length > MAX_VALUE ? value.slice(0, MAX_VALUE) : decodeFormText(value);
}

function targetName(model: ServiceModel, request: HttpRequest): string | undefined {
  const target = request.headers['x-amz-target'];
  if (target === undefined) return undefined;
  const dot = target.lastIndexOf('.');
  const prefix = target.slice(0, Math.max(dot, 0));
  const isOurs = prefix === model.targetPrefix || endsIn(model.targetPrefix, prefix);
  return isOurs && dot > 0 ? target.slice(dot + 1) : undefined;
}

/** Of CloudTrail's long prefix, `com.amazonaws.….CloudTrail_20131101`, SDKs send the last part alone. */
function endsIn(long: string | undefined, prefix: string): boolean {
  return long !== undefined && long.includes('.') && long.endsWith(`.${prefix}`);
}

function found(model: ServiceModel, name: string | undefined, version: string | undefined): FoundOperation {
  return { name, operation: name === undefined ? undefined : model.operations.get(name), version };
}
