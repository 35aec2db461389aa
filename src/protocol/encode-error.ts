import type { AwsError } from '../kernel/aws-error.ts';
import type { HttpResponse } from '../kernel/http.ts';
import type { ServiceModel } from '../model/service-model.ts';
import type { StructureShape } from '../model/shape.ts';
import { answerHeaders, contentType, hostId } from './answer-headers.ts';
import { printed } from './printed.ts';
import { escapeXml } from './xml-text.ts';

/** What an error's answer needs to know of its request. */
export interface ErrorOptions {
  readonly requestId: string;
  /** Answers to HEAD have no body. */
  readonly method: string;
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
  { requestId, method }: ErrorOptions,
): HttpResponse {
  const headers = answerHeaders(model, requestId);
  if (method === 'HEAD') return { status: error.status, headers, body: undefined };
  headers['Content-Type'] = model === undefined ? 'text/xml' : contentType(model);
  switch (model?.protocol) {
    case undefined:
    case 'query':
      return { status: error.status, headers, body: queryBody(model, error, requestId) };
    case 'ec2':
      return { status: error.status, headers, body: ec2Body(error, requestId) };
    case 'rest-xml':
      return { status: error.status, headers, body: s3Body(error, requestId) };
    case 'json': {
      const { shape, body } = jsonBody(model, error);
      const type = shape === undefined ? error.code : shape.name;
      return { status: error.status, headers, body: JSON.stringify({ __type: type, ...body }) };
    }
    case 'rest-json': {
      headers['x-amzn-ErrorType'] = error.code;
      const { body } = jsonBody(model, error);
      return { status: error.status, headers, body: JSON.stringify(body) };
    }
  }
}

function queryBody(model: ServiceModel | undefined, error: AwsError, requestId: string): string {
  const namespace = model?.xmlNamespace === undefined ? '' : ` xmlns="${model.xmlNamespace}"`;
  const inner =
    element('Type', error.fault) +
    element('Code', error.code) +
    element('Message', error.message) +
    members(error);
  return `<ErrorResponse${namespace}><Error>${inner}</Error>${element('RequestId', requestId)}</ErrorResponse>`;
}

function ec2Body(error: AwsError, requestId: string): string {
  const inner = element('Code', error.code) + element('Message', error.message);
  return `${XML_DECLARATION}<Response><Errors><Error>${inner}</Error></Errors>${element('RequestID', requestId)}</Response>`;
}

function s3Body(error: AwsError, requestId: string): string {
  const inner =
    element('Code', error.code) +
    element('Message', error.message) +
    members(error) +
    element('RequestId', requestId) +
    element('HostId', hostId(requestId));
  return `${XML_DECLARATION}<Error>${inner}</Error>`;
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
function jsonBody(
  model: ServiceModel,
  error: AwsError,
): { readonly shape: StructureShape | undefined; readonly body: Readonly<Record<string, unknown>> } {
  const shape = exceptionShape(model, error.code);
  const member = shape?.members.find(({ name }) => name.toLowerCase() === 'message');
  return { shape, body: { [member?.name ?? 'message']: error.message, ...error.members } };
}

function exceptionShape(model: ServiceModel, code: string): StructureShape | undefined {
  const shape = model.findShape(code);
  return shape?.kind === 'structure' ? shape : undefined;
}
