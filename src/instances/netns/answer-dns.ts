import { isAmazonName } from '../../kernel/amazon-names.ts';

/** What an instance's resolver knows beside AWS's names. */
export interface KnownNames {
  /** Where AWS's endpoints are. */
  readonly endpoints: string;
  /** Further names, lower case, with their addresses. */
  readonly own: ReadonlyMap<string, string>;
}

const HEADER = 12;
const QUERY_FLAGS = { response: 0x8000, opcode: 0x7800, recursionDesired: 0x0100 };
/** Response, authoritative, recursion available. */
const ANSWER_FLAGS = 0x8480;
const CODE = { fine: 0, malformed: 1, noName: 3, notServed: 4 };
const TYPE_A = 1;
const TYPE_ANY = 255;
const CLASS_IN = 1;
const TTL_SECONDS = 60;

/**
 * Answers a DNS query (RFC 1035): IPv4 addresses of AWS's names and of the instance's own; every other name
 * does not exist, as nothing else can be reached.
 *
 * @returns `undefined` for what is no query
 */
export function answerDns(query: Buffer, names: KnownNames): Buffer | undefined {
  if (query.length < HEADER) return undefined;
  const flags = query.readUInt16BE(2);
  if ((flags & QUERY_FLAGS.response) !== 0) return undefined;
  if ((flags & QUERY_FLAGS.opcode) !== 0) return respond(query, CODE.notServed);
  const question = readQuestion(query);
  if (question === undefined) return respond(query, CODE.malformed);
  const address = addressOf(question.name, names);
  const code = address === undefined ? CODE.noName : CODE.fine;
  const isAsked = question.class === CLASS_IN && (question.type === TYPE_A || question.type === TYPE_ANY);
  return respond(query, code, question, isAsked ? address : undefined);
}

interface Question {
  readonly name: string;
  readonly type: number;
  readonly class: number;
  /** Where it ends in the query. */
  readonly end: number;
}

/** @returns `undefined` unless there is exactly one question, whole and without pointers */
function readQuestion(query: Buffer): Question | undefined {
  if (query.readUInt16BE(4) !== 1) return undefined;
  const labels: string[] = [];
  let at = HEADER;
  for (;;) {
    const length = query[at];
    if (length === undefined || length > 63) return undefined;
    at++;
    if (length === 0) break;
    labels.push(query.toString('latin1', at, at + length).toLowerCase());
    at += length;
  }
  if (at + 4 > query.length || at - HEADER > 255) return undefined;
  return {
    name: labels.join('.'),
    type: query.readUInt16BE(at),
    class: query.readUInt16BE(at + 2),
    end: at + 4,
  };
}

function addressOf(name: string, { endpoints, own }: KnownNames): string | undefined {
  if (name === 'localhost' || name.endsWith('.localhost')) return '127.0.0.1';
  return own.get(name) ?? (isAmazonName(name) ? endpoints : undefined);
}

function respond(query: Buffer, code: number, question?: Question, address?: string): Buffer {
  const header = Buffer.alloc(HEADER);
  query.copy(header, 0, 0, 2);
  const desired = query.readUInt16BE(2) & QUERY_FLAGS.recursionDesired;
  header.writeUInt16BE(ANSWER_FLAGS | desired | code, 2);
  if (question === undefined) return header;
  header.writeUInt16BE(1, 4);
  const asked = query.subarray(HEADER, question.end);
  if (address === undefined) return Buffer.concat([header, asked]);
  header.writeUInt16BE(1, 6);
  return Buffer.concat([header, asked, recordOf(address)]);
}

/** An address record whose name points at the question's. */
function recordOf(address: string): Buffer {
  const record = Buffer.alloc(16);
  record.writeUInt16BE(0xc000 | HEADER, 0);
  record.writeUInt16BE(TYPE_A, 2);
  record.writeUInt16BE(CLASS_IN, 4);
  record.writeUInt32BE(TTL_SECONDS, 6);
  record.writeUInt16BE(4, 10);
  for (const [i, part] of address.split('.').entries()) record.writeUInt8(Number(part), 12 + i);
  return record;
}
