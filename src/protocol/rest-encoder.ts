import type { HttpResponse } from '../kernel/http.ts';
import type { OperationModel } from '../model/service-model.ts';
import type { Member, Shape } from '../model/shape.ts';
import { formatBase64, formatNumber, formatTimestamp, timestampFormat } from './scalar-text.ts';

/** What a REST protocol does with those members that are documents. */
export interface DocumentEncoders {
  /** The body's own members, when none of them is the payload. */
  members(operation: OperationModel, members: readonly Member[]): (output: unknown) => string;
  /** A payload that is a structure of its own. */
  payload(operation: OperationModel, payload: Member): (value: unknown) => string;
  readonly contentType: string;
  /** Whether an answer without body members still has a document, as `{}` in JSON. */
  readonly alwaysHasBody: boolean;
}

type Parts = { status: number; headers: Record<string, string>; body: HttpResponse['body'] };
type Encode = (output: unknown, headers: Record<string, string>) => Parts;

/** Compiles what spreads an output over status, headers and body. What it writes takes the headers that every answer has, and adds to them. */
export function compileRestEncoder(operation: OperationModel, documents: DocumentEncoders): Encode {
  const members = operation.output?.members ?? [];
  const payload = operation.output?.payload;
  const binders = members.flatMap(bindingOf);
  const inBody = members.filter((member) => member.location === undefined);
  const status = operation.http.responseCode ?? 200;
  const writeBody =
    payload === undefined
      ? bodyOfMembers(operation, inBody, documents)
      : bodyOfPayload(operation, payload, documents);
  return (output, headers) => {
    const from = output as Readonly<Record<string, unknown>>;
    const parts: Parts = { status, headers, body: undefined };
    if (operation.http.method !== 'HEAD' && status !== 204) writeBody(from, parts);
    for (const bind of binders) bind(from, parts);
    // What holds a part of something says so; the model has one status only.
    if (parts.status === 200 && parts.headers['Content-Range'] !== undefined) parts.status = 206;
    return parts;
  };
}

type Write = (output: Readonly<Record<string, unknown>>, parts: Parts) => void;

function bindingOf(member: Member): Write[] {
  const { name, shape } = member;
  const header = member.locationName ?? name;
  switch (member.location) {
    case 'statusCode':
      return [
        (output, parts) => {
          if (output[name] !== undefined) parts.status = output[name] as number;
        },
      ];
    case 'header':
      return [
        (output, parts) => {
          const value = output[name];
          if (value !== undefined && value !== null) parts.headers[header] = headerText(shape, value);
        },
      ];
    case 'headers':
      return [
        (output, parts) => {
          for (const [key, value] of Object.entries((output[name] ?? {}) as Record<string, string>)) {
            parts.headers[header + key] = headerSafe(value);
          }
        },
      ];
    case 'uri':
    case 'querystring':
    case undefined:
      return [];
  }
}

function bodyOfMembers(
  operation: OperationModel,
  members: readonly Member[],
  documents: DocumentEncoders,
): Write {
  if (members.length === 0 && !documents.alwaysHasBody) return () => {};
  const encode = documents.members(operation, members);
  return (output, parts) => {
    parts.body = encode(output);
    parts.headers['Content-Type'] = documents.contentType;
  };
}

function bodyOfPayload(operation: OperationModel, payload: Member, documents: DocumentEncoders): Write {
  const { name, shape } = payload;
  if (shape.kind !== 'structure') {
    return (output, parts) => {
      parts.body = output[name] as HttpResponse['body'];
    };
  }
  const encode = documents.payload(operation, payload);
  return (output, parts) => {
    if (output[name] === undefined) return;
    parts.body = encode(output[name]);
    parts.headers['Content-Type'] = documents.contentType;
  };
}

function headerText(shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case 'string':
      return headerSafe(value as string);
    case 'number':
      return formatNumber(value as number);
    case 'boolean':
      return value === true ? 'true' : 'false';
    case 'timestamp':
      return formatTimestamp(value as Date, timestampFormat(shape, 'rfc822'));
    case 'blob':
      return formatBase64(value as Uint8Array);
    case 'list':
      return (value as readonly unknown[]).map((item) => headerText(shape.member.shape, item)).join(', ');
    case 'structure':
    case 'map':
      throw new TypeError(`\`${shape.name}\` cannot stand in a header`);
  }
}

/** Header values are one line of Latin-1; what a client stored beyond that may not split the answer. */
function headerSafe(text: string): string {
  return /[^\t\x20-\x7e\x80-\xff]/.test(text) ? encodedWords(text) : text;
}

/** S3 sends metadata beyond ASCII as an RFC 2047 encoded word. */
function encodedWords(text: string): string {
  return `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;
}
