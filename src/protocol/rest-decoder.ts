import type { ByteStream, HttpRequest } from '../kernel/http.ts';
import type { OperationModel } from '../model/service-model.ts';
import type { Member } from '../model/shape.ts';
import { bodyBytes, bodyText } from './body.ts';
import { parseScalar } from './parse-scalar.ts';
import { parseRestQuery, type RestQuery } from './rest-query.ts';
import { uriLabels } from './rest-routes.ts';
import { parseTimestamp } from './scalar-text.ts';
import { TypeMismatch } from './type-mismatch.ts';

/** Reads those members that are fields of the body; the two REST protocols differ in nothing else. */
export type DecodeBody = (text: string) => Record<string, unknown>;

/** How a REST protocol reads a document. */
export interface BodyDecoders {
  /** The whole body's members, when none of them is the payload. */
  members(operation: OperationModel, members: readonly Member[]): DecodeBody;
  /** A payload that is a structure of its own. */
  payload(operation: OperationModel, payload: Member): DecodeBody;
}

type Decode = (request: HttpRequest, body: Uint8Array | ByteStream) => Record<string, unknown>;
type Bind = (input: Record<string, unknown>, request: HttpRequest, query: RestQuery) => void;

/** Compiles what gathers an operation's input from path, query, headers and body. */
export function compileRestDecoder(operation: OperationModel, bodies: BodyDecoders): Decode {
  const members = operation.input?.members ?? [];
  const payload = operation.input?.payload;
  const labels = members.filter((member) => member.location === 'uri');
  const bindings = members.flatMap(bindingOf);
  const inBody = members.filter((member) => member.location === undefined);
  const readBody =
    payload === undefined ? readMembers(operation, inBody, bodies) : readPayload(operation, payload, bodies);
  return (request, body) => {
    const input: Record<string, unknown> = readBody(body);
    if (labels.length > 0) {
      const found = uriLabels(operation, request.path);
      for (const { name, locationName, shape } of labels) {
        input[name] = parseScalar(shape, found.get(locationName ?? name) ?? '', locationName ?? name);
      }
    }
    const query = parseRestQuery(request.query);
    for (const bind of bindings) bind(input, request, query);
    return input;
  };
}

function bindingOf(member: Member): Bind[] {
  const { name } = member;
  const wireName = member.locationName ?? name;
  switch (member.location) {
    case 'querystring':
      return [queryBinding(member, wireName)];
    case 'header': {
      const header = wireName.toLowerCase();
      return [
        (input, request) => {
          const text = request.headers[header];
          if (text !== undefined) setHeader(input, member, text, wireName);
        },
      ];
    }
    case 'headers': {
      const prefix = wireName.toLowerCase();
      return [
        (input, request) => {
          const map = Object.create(null) as Record<string, unknown>;
          let found = false;
          for (const [header, text] of Object.entries(request.headers)) {
            if (text === undefined || !header.startsWith(prefix)) continue;
            map[header.slice(prefix.length)] = asUtf8(text);
            found = true;
          }
          if (found) input[name] = map;
        },
      ];
    }
    case 'uri':
    case 'statusCode':
    case undefined:
      return [];
  }
}

function queryBinding({ name, shape }: Member, wireName: string): Bind {
  if (shape.kind === 'map') {
    return (input, _request, query) => {
      const map = Object.create(null) as Record<string, unknown>;
      for (const [key, values] of query) {
        map[key] = shape.value.shape.kind === 'list' ? values : values[0];
      }
      input[name] = map;
    };
  }
  if (shape.kind === 'list') {
    return (input, _request, query) => {
      const values = query.get(wireName);
      if (values !== undefined) {
        input[name] = values.map((text) => parseScalar(shape.member.shape, text, wireName));
      }
    };
  }
  return (input, _request, query) => {
    const text = query.get(wireName)?.[0];
    if (text === undefined) return;
    // `?max-keys=` without a value asks for nothing.
    if (text === '' && shape.kind !== 'string') return;
    input[name] = parseScalar(shape, text, wireName);
  };
}

function setHeader(input: Record<string, unknown>, member: Member, text: string, wireName: string): void {
  const { name, shape } = member;
  if (shape.kind === 'list') {
    const items = text.split(',').map((item) => item.trim());
    input[name] = items.map((item) => parseScalar(shape.member.shape, item, wireName));
  } else if (
    shape.kind === 'timestamp' &&
    parseTimestamp(text.trim()) === undefined &&
    wireName.startsWith('If-')
  ) {
    // RFC 9110: a conditional header whose date is none is ignored.
    return;
  } else {
    input[name] = parseScalar(shape, asUtf8(text).trim(), wireName);
  }
}

const BEYOND_ASCII = /[\u0080-\u00ff]/;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Headers arrive as Latin-1; who sends more than ASCII in them sends UTF-8, and S3 takes it so. */
function asUtf8(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text;
  try {
    return utf8.decode(Buffer.from(text, 'latin1'));
  } catch {
    // It was Latin-1 after all.
    return text;
  }
}

function readMembers(
  operation: OperationModel,
  members: readonly Member[],
  bodies: BodyDecoders,
): (body: Uint8Array | ByteStream) => Record<string, unknown> {
  if (members.length === 0) return () => ({});
  const decode = bodies.members(operation, members);
  return (body) => decode(bodyText(body));
}

function readPayload(
  operation: OperationModel,
  payload: Member,
  bodies: BodyDecoders,
): (body: Uint8Array | ByteStream) => Record<string, unknown> {
  const { name, shape, streaming } = payload;
  switch (shape.kind) {
    case 'blob':
      if (streaming) return (body) => ({ [name]: body instanceof Uint8Array ? oneChunk(body) : body });
      return (body) => ({ [name]: bodyBytes(body) });
    case 'string':
      return (body) => ({ [name]: bodyText(body) });
    case 'structure': {
      const decode = bodies.payload(operation, payload);
      return (body) => {
        const text = bodyText(body);
        return text === '' ? {} : { [name]: decode(text) };
      };
    }
    case 'list':
    case 'map':
    case 'number':
    case 'boolean':
    case 'timestamp':
      return (body) => {
        throw new TypeMismatch(name, shape, bodyText(body));
      };
  }
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
