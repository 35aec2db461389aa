import type { ByteStream, HttpRequest } from '../kernel/http.ts';
import type { OperationModel } from '../model/service-model.ts';
import { bodyText } from './body.ts';
import { isForm } from './find-operation.ts';
import { parseForm } from './form.ts';
import { holdToModel } from './hold-to-model.ts';
import { compileJsonDecoder, readJson } from './json-decoder.ts';
import { compileQueryDecoder } from './query-decoder.ts';
import { awsQueryNames, ec2QueryNames, type QueryNames } from './query-names.ts';
import { compileRestDecoder, type BodyDecoders } from './rest-decoder.ts';
import { TypeMismatch } from './type-mismatch.ts';
import { validationWords } from './validation-words.ts';
import { malformedXml } from './wire-errors.ts';
import { compileXmlDecoder } from './xml-decoder.ts';
import { readXml } from './xml-reader.ts';

type Decode = (request: HttpRequest, body: Uint8Array | ByteStream) => Record<string, unknown>;

const decoders = new WeakMap<OperationModel, Decode>();

/**
 * Decodes a request into the input of its operation, in AWS's member names, and holds it to the model.
 *
 * @param body whole, or the stream that arrives when the operation's input `streams`
 * @throws AwsError what the service answers to an input that does not fit, all violations in one
 */
export function decodeInput(
  operation: OperationModel,
  request: HttpRequest,
  body: Uint8Array | ByteStream,
): unknown {
  let decode = decoders.get(operation);
  if (decode === undefined) {
    decode = decoderOf(operation);
    decoders.set(operation, decode);
  }
  const input = decoded(operation, decode, request, body);
  holdToModel(operation, input);
  return input;
}

/** Whether an operation takes its body as a stream, as PutObject does; any other wants it whole. */
export function streamsInput(operation: OperationModel): boolean {
  return operation.input?.payload?.streaming === true;
}

function decoded(
  operation: OperationModel,
  decode: Decode,
  request: HttpRequest,
  body: Uint8Array | ByteStream,
): Record<string, unknown> {
  try {
    return decode(request, body);
  } catch (error) {
    if (error instanceof TypeMismatch) throw validationWords(operation.service.validation).mismatch(error);
    throw error;
  }
}

function decoderOf(operation: OperationModel): Decode {
  switch (operation.service.protocol) {
    case 'query':
      return queryDecoder(operation, awsQueryNames);
    case 'ec2':
      return queryDecoder(operation, ec2QueryNames);
    case 'json':
      return jsonDecoder(operation);
    case 'rest-json':
      return compileRestDecoder(operation, jsonBodies);
    case 'rest-xml':
      return compileRestDecoder(operation, xmlBodies);
  }
}

function queryDecoder({ input }: OperationModel, names: QueryNames): Decode {
  if (input === undefined) return () => ({});
  const decode = compileQueryDecoder(input, names);
  return (request, body) => {
    const texts = isForm(request) ? [request.query, bodyText(body)] : [request.query];
    return decode(parseForm(texts)) as Record<string, unknown>;
  };
}

function jsonDecoder({ input }: OperationModel): Decode {
  const decode = input && compileJsonDecoder(input, input.members, (member) => member.name);
  return (_request, body) => {
    const text = bodyText(body);
    const json = text === '' ? {} : readJson(text);
    return decode === undefined ? {} : decode(json);
  };
}

const jsonBodies: BodyDecoders = {
  members: ({ input }, members) => {
    const decode = compileJsonDecoder(input!, members, (member) => member.locationName ?? member.name);
    return (text) => (text === '' ? {} : decode(readJson(text)));
  },
  payload: (_operation, { shape }) => {
    if (shape.kind !== 'structure') throw new Error(`the payload \`${shape.name}\` is not a structure`);
    const decode = compileJsonDecoder(shape, shape.members, (member) => member.locationName ?? member.name);
    return (text) => decode(readJson(text));
  },
};

const xmlBodies: BodyDecoders = {
  members: ({ input, inputRoot }, members) => {
    const decode = compileXmlDecoder(input!, members);
    return (text) => (text === '' ? {} : decode(rootElement(text, inputRoot.locationName)));
  },
  payload: (_operation, { shape, locationName }) => {
    if (shape.kind !== 'structure') throw new Error(`the payload \`${shape.name}\` is not a structure`);
    const decode = compileXmlDecoder(shape);
    return (text) => decode(rootElement(text, locationName ?? shape.locationName));
  },
};

function rootElement(text: string, name: string | undefined) {
  const root = readXml(text);
  if (root === undefined || (name !== undefined && root.name !== name)) throw malformedXml();
  return root;
}
