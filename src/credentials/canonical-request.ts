import { hash } from 'node:crypto';
import type { HttpRequest } from '../kernel/http.ts';
import { encodePath, reencodePath, reencodeQueryPart } from './uri-encoding.ts';

/** What a canonical request is made of. */
export interface Canonical {
  readonly request: Pick<HttpRequest, 'method' | 'path' | 'query' | 'headers'>;
  /** Lower-cased and sorted. */
  readonly signedHeaders: readonly string[];
  /** Hex SHA-256 of the body, or the word that stands for it (`UNSIGNED-PAYLOAD` …). */
  readonly payloadHash: string;
  /** S3's way: the path is encoded once and its dots and double slashes stay. All others: normalised and encoded twice. */
  readonly verbatimPath: boolean;
  /** Query parameters that were added after signing, as `X-Amz-Signature`. */
  readonly withoutQuery?: readonly string[] | undefined;
}

/** Whether a service signs paths as S3 does. */
export function signsVerbatimPath(service: string): boolean {
  return service === 's3' || service.startsWith('s3-') || service === 's3express';
}

/**
 * The one form of a request that both sides hash.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 */
export function canonicalRequest(canonical: Canonical): string {
  const { request, signedHeaders } = canonical;
  const path = canonical.verbatimPath ? reencodePath(request.path) : encodePath(normalizePath(request.path));
  let text = `${request.method}\n${path || '/'}\n${canonicalQuery(request.query, canonical.withoutQuery)}\n`;
  let names = '';
  for (const name of signedHeaders) {
    const value: unknown = request.headers[name];
    // A signed `constructor` must not find what every object inherits; an absent header counts as empty.
    text += `${name}:${typeof value === 'string' ? canonicalValue(value) : ''}\n`;
    names += names === '' ? name : `;${name}`;
  }
  return `${text}\n${names}\n${canonical.payloadHash}`;
}

/** What is signed: algorithm, time, scope and the canonical request's hash. */
export function stringToSign(timestamp: string, scope: string, canonical: string): string {
  // Byte for byte: a header may hold bytes beyond ASCII, which Node gives as one character each.
  const digest = hash('sha256', Buffer.from(canonical, 'latin1'), 'hex');
  return `AWS4-HMAC-SHA256\n${timestamp}\n${scope}\n${digest}`;
}

/** A header's value without white space around it, and with one space for several, inside quotes too. */
export function canonicalValue(value: string): string {
  const first = value.charCodeAt(0);
  const last = value.charCodeAt(value.length - 1);
  if (first > 32 && last > 32 && !value.includes('  ') && !/[\t\r\n]/.test(value)) return value;
  return value
    .split(/[ \t\r\n]+/)
    .filter((word) => word !== '')
    .join(' ');
}

function normalizePath(path: string): string {
  if (path === '/' || !(path.includes('//') || path.includes('/.'))) return path;
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') kept.pop();
    else kept.push(segment);
  }
  return kept.length === 0 ? '/' : `/${kept.join('/')}${path.endsWith('/') ? '/' : ''}`;
}

function canonicalQuery(query: string, without: readonly string[] | undefined): string {
  if (query === '') return '';
  const parameters: { readonly name: string; readonly value: string }[] = [];
  for (const part of query.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = reencodeQueryPart(equals < 0 ? part : part.slice(0, equals));
    if (without?.includes(name) === true) continue;
    parameters.push({ name, value: equals < 0 ? '' : reencodeQueryPart(part.slice(equals + 1)) });
  }
  // By name first, then by value: `Param=` comes before `Param-3=`, which a sort of the joined texts would turn round.
  parameters.sort((a, b) => order(a.name, b.name) || order(a.value, b.value));
  let text = '';
  for (const { name, value } of parameters) text += `${text === '' ? '' : '&'}${name}=${value}`;
  return text;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
