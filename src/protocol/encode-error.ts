import type { AwsError } from '../kernel/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../kernel/http.ts';
import type { ServiceModel } from '../model/service-model.ts';
import type { AnswerFormat } from './answer-format.ts';
import { answerHeaders, contentType, hostId } from './answer-headers.ts';
import { printed } from './printed.ts';
import { escapeXml } from './xml-text.ts';

/** What an error's answer needs to know of its request. */
export interface ErrorOptions {
  readonly requestId: string;
  /** Answers to HEAD have no body. */
  readonly method: string;
  /** The request's headers: who names a target speaks JSON, even where no service was found. */
  readonly headers?: HttpRequest['headers'] | undefined;
  /** What the request asked for; XML where the service has a choice and nothing is said. */
  readonly format?: AnswerFormat | undefined;
}

const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * Encodes an error in its service's protocol.
 *
 * @param model `undefined` when no service could be found: then in the query protocol's shape, which
 *   every client can show
 */
export function encodeError(
  model: ServiceModel | undefined,
  error: AwsError,
  { requestId, method, headers: asked, format }: ErrorOptions,
): HttpResponse {
  const headers = { ...answerHeaders(model, requestId), ...error.headers };
  if (method === 'HEAD' || error.status === 304) return { status: error.status, headers, body: undefined };
  if (model === undefined) return unknownService(error, requestId, headers, asked);
  if (format === 'json') {
    headers['Content-Type'] = 'application/json';
    return { status: error.status, headers, body: queryJsonBody(error, requestId) };
  }
  headers['Content-Type'] = contentType(model);
  switch (model.protocol) {
    case 'query':
      return { status: error.status, headers, body: queryBody(model, error, requestId) };
    case 'ec2':
      return { status: error.status, headers, body: ec2Body(error, requestId) };
    case 'rest-xml':
      return { status: error.status, headers, body: s3Body(model, error, requestId) };
    case 'json': {
      return {
        status: error.status,
        headers,
        body: JSON.stringify({ __type: error.code, ...jsonBody(model, error) }),
      };
    }
    case 'rest-json': {
      headers['x-amzn-ErrorType'] = error.code;
      return { status: error.status, headers, body: JSON.stringify(jsonBody(model, error)) };
    }
  }
}

/** An error before any service was found, in the shape that the request's sender most likely reads. */
function unknownService(
  error: AwsError,
  requestId: string,
  headers: Record<string, string>,
  asked: HttpRequest['headers'] = {},
): HttpResponse {
  const target = asked['x-amz-target'];
  if (target === undefined) {
    headers['Content-Type'] = 'text/xml';
    return { status: error.status, headers, body: queryBody(undefined, error, requestId) };
  }
  headers['Content-Type'] = 'application/x-amz-json-1.1';
  return {
    status: error.status,
    headers,
    body: JSON.stringify({ __type: error.code, message: error.message }),
  };
}

/** The namespace of errors that are raised before a query service sees the request, as live STS shows. */
const FAULT_NAMESPACE = 'http://webservices.amazon.com/AWSFault/2005-15-09';

function queryBody(model: ServiceModel | undefined, error: AwsError, requestId: string): string {
  const namespace = error.code === 'InvalidAction' ? FAULT_NAMESPACE : model?.xmlNamespace;
  const attribute = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  const inner =
    element('Type', error.fault) +
    element('Code', error.code) +
    (error.message === '' ? '' : element('Message', error.message)) +
    members(error);
  return `<ErrorResponse${attribute}><Error>${inner}</Error>${element('RequestId', requestId)}</ErrorResponse>`;
}

function queryJsonBody({ code, message, fault, members }: AwsError, RequestId: string): string {
  return JSON.stringify({ Error: { ...members, Code: code, Message: message, Type: fault }, RequestId });
}

function ec2Body(error: AwsError, requestId: string): string {
  const inner = element('Code', error.code) + element('Message', error.message);
  return `${XML_DECLARATION}<Response><Errors><Error>${inner}</Error></Errors>${element('RequestID', requestId)}</Response>`;
}

/** S3 Control wraps the error, S3 does not. */
function s3Body({ name, xmlNamespace }: ServiceModel, error: AwsError, requestId: string): string {
  const said = element('Code', error.code) + element('Message', error.message) + members(error);
  const ids = element('RequestId', requestId) + element('HostId', hostId(requestId));
  if (name !== 's3control') return `${XML_DECLARATION}<Error>${said}${ids}</Error>`;
  const attribute = xmlNamespace === undefined ? '' : ` xmlns="${xmlNamespace}"`;
  return `${XML_DECLARATION}<ErrorResponse${attribute}><Error>${said}</Error>${ids}</ErrorResponse>`;
}

function members(error: AwsError): string {
  let text = '';
  for (const [name, value] of Object.entries(error.members)) {
    if (value !== undefined && value !== null) text += element(name, printed(value));
  }
  return text;
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

/** The error's members with its message under the name its shape gives it: `message` or `Message`. */
function jsonBody(model: ServiceModel, error: AwsError): Readonly<Record<string, unknown>> {
  const shape = model.findShape(error.code);
  const members = shape?.kind === 'structure' ? shape.members : [];
  const member = members.find(({ name }) => name.toLowerCase() === 'message');
  const message = error.message === '' ? {} : { [member?.name ?? 'message']: error.message };
  return { ...message, ...error.members };
}
