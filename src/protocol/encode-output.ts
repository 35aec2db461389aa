import type { HttpResponse } from '../kernel/http.ts';
import type { OperationModel } from '../model/service-model.ts';
import type { AnswerFormat } from './answer-format.ts';
import { answerHeaders, contentType } from './answer-headers.ts';
import { assertConforms } from './conformance.ts';
import { compileJsonEncoder } from './json-encoder.ts';
import { compileRestEncoder, type DocumentEncoders } from './rest-encoder.ts';
import { S3_NAMESPACE, s3Root } from './s3-documents.ts';
import { compileXmlEncoder, namespaceAttribute } from './xml-encoder.ts';
import { escapeXml } from './xml-text.ts';

/** @param headers those of every answer; what the operation's own has is put in */
type Encode = (output: unknown, requestId: string, headers: Record<string, string>) => HttpResponse;

/** How an answer is encoded. */
export interface EncodeOptions {
  readonly requestId: string;
  /** What the request asked for; XML where the service has a choice and nothing is said. */
  readonly format?: AnswerFormat | undefined;
  /** Whether members that the model does not know, or of wrong types, are an error: so in tests. */
  readonly strict?: boolean | undefined;
}

const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

const compiledOutputs = new WeakMap<OperationModel, Encode>();
const compiledQueryJson = new WeakMap<OperationModel, Encode>();

/**
 * Encodes what an operation answered, in its service's protocol.
 *
 * @param output in AWS's member names; `{}` where the operation answers nothing
 * @throws TypeError when strict and the output does not fit the model
 */
export function encodeOutput(
  operation: OperationModel,
  output: unknown,
  { requestId, format, strict }: EncodeOptions,
): HttpResponse {
  const compiled = format === 'json' ? compiledQueryJson : compiledOutputs;
  let encode = compiled.get(operation);
  if (encode === undefined) {
    encode = format === 'json' ? queryJsonEncoder(operation) : encoderOf(operation);
    compiled.set(operation, encode);
  }
  if (strict === true) assertFits(operation, output);
  return encode(output, requestId, answerHeaders(operation.service, requestId));
}

function assertFits(operation: OperationModel, output: unknown): void {
  if (operation.output !== undefined) assertConforms(operation.output, output, operation.name);
  else if (typeof output !== 'object' || output === null || Object.keys(output).length > 0) {
    throw new TypeError(`\`${operation.name}\` answers nothing, but was given something`);
  }
}

function encoderOf(operation: OperationModel): Encode {
  switch (operation.service.protocol) {
    case 'query':
      return queryEncoder(operation);
    case 'ec2':
      return ec2Encoder(operation);
    case 'json':
      return jsonEncoder(operation);
    case 'rest-json':
      return restEncoder(operation, jsonDocuments);
    case 'rest-xml':
      return restEncoder(operation, xmlDocuments);
  }
}

/** The query protocol's answer as JSON: the elements' names, times in seconds since 1970. */
function queryJsonEncoder({ name, output, resultWrapper }: OperationModel): Encode {
  const wrapper = resultWrapper ?? `${name}Result`;
  const toJson = output && compileJsonEncoder(output, output.members, (member) => member.name);
  return (value, RequestId, headers) => {
    headers['Content-Type'] = 'application/json';
    const result = toJson === undefined ? {} : { [wrapper]: toJson(value) };
    const answer = { [`${name}Response`]: { ...result, ResponseMetadata: { RequestId } } };
    return { status: 200, headers, body: JSON.stringify(answer) };
  };
}

function queryEncoder({ name, output, resultWrapper, service }: OperationModel): Encode {
  const type = contentType(service);
  const open = `<${name}Response xmlns="${service.xmlNamespace ?? ''}">`;
  const wrapper = resultWrapper ?? `${name}Result`;
  // CloudFormation tells milliseconds, where IAM and STS have whole seconds.
  const timestamps = service.name === 'cloudformation' ? 'iso8601-ms' : 'iso8601';
  const inner = output && compileXmlEncoder(timestamps, output, output.members);
  return (value, requestId, headers) => {
    headers['Content-Type'] = type;
    const result = inner === undefined ? '' : `<${wrapper}>${inner(value)}</${wrapper}>`;
    const metadata = `<ResponseMetadata><RequestId>${escapeXml(requestId)}</RequestId></ResponseMetadata>`;
    return { status: 200, headers, body: `${open}${result}${metadata}</${name}Response>` };
  };
}

function ec2Encoder({ name, output, service }: OperationModel): Encode {
  const type = contentType(service);
  const open = `${XML_DECLARATION}<${name}Response xmlns="${service.xmlNamespace ?? ''}/">`;
  const inner = output && compileXmlEncoder('iso8601-ms', output, output.members);
  return (value, requestId, headers) => {
    headers['Content-Type'] = type;
    // Operations without an answer of their own say that they succeeded.
    const result = inner === undefined ? '<return>true</return>' : inner(value);
    const body = `${open}<requestId>${escapeXml(requestId)}</requestId>${result}</${name}Response>`;
    return { status: 200, headers, body };
  };
}

function jsonEncoder({ output, service }: OperationModel): Encode {
  const type = contentType(service);
  const toJson = output && compileJsonEncoder(output, output.members, (member) => member.name);
  return (value, _requestId, headers) => {
    headers['Content-Type'] = type;
    return { status: 200, headers, body: toJson === undefined ? '' : JSON.stringify(toJson(value)) };
  };
}

function restEncoder(operation: OperationModel, documents: DocumentEncoders): Encode {
  const encode = compileRestEncoder(operation, documents);
  return (value, _requestId, headers) => encode(value, headers);
}

const jsonDocuments: DocumentEncoders = {
  members: ({ output }, members) => {
    if (output === undefined) return () => '{}';
    const toJson = compileJsonEncoder(output, members, (member) => member.locationName ?? member.name);
    return (value) => JSON.stringify(toJson(value));
  },
  payload: (_operation, { shape }) => {
    if (shape.kind !== 'structure') throw new Error(`the payload \`${shape.name}\` is not a structure`);
    const toJson = compileJsonEncoder(shape, shape.members, (member) => member.locationName ?? member.name);
    return (value) => JSON.stringify(toJson(value));
  },
  contentType: 'application/json',
  alwaysHasBody: true,
};

const xmlDocuments: DocumentEncoders = {
  members: (operation, members) => {
    if (operation.name === 'GetBucketLocation') return bucketLocation;
    const inner = compileXmlEncoder('iso8601-ms', operation.output!, members);
    const root = s3Root(operation);
    return (value) => `${XML_DECLARATION}<${root} xmlns="${S3_NAMESPACE}">${inner(value)}</${root}>`;
  },
  payload: (_operation, { shape, locationName, xmlNamespace }) => {
    if (shape.kind !== 'structure') throw new Error(`the payload \`${shape.name}\` is not a structure`);
    const inner = compileXmlEncoder('iso8601-ms', shape, shape.members);
    const root = locationName ?? shape.name;
    const namespace = namespaceAttribute(xmlNamespace ?? shape.xmlNamespace ?? { uri: S3_NAMESPACE });
    return (value) => `${XML_DECLARATION}<${root}${namespace}>${inner(value)}</${root}>`;
  },
  contentType: 'application/xml',
  alwaysHasBody: false,
};

/** The one answer of S3's whose root element holds text: its only member is the root itself. */
function bucketLocation(value: unknown): string {
  const { LocationConstraint } = value as { readonly LocationConstraint?: string };
  const open = `${XML_DECLARATION}<LocationConstraint xmlns="${S3_NAMESPACE}"`;
  if (LocationConstraint === undefined || LocationConstraint === '') return `${open}/>`;
  return `${open}>${escapeXml(LocationConstraint)}</LocationConstraint>`;
}
