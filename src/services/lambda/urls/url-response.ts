import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { HttpResponse } from '../../../kernel/http.ts';

/** What a function's URL answers where the function fails, or answers what HTTP cannot say. */
export const BAD_GATEWAY: HttpResponse = {
  status: 502,
  headers: { 'Content-Type': 'application/json' },
  body: 'Internal Server Error',
};

/** Headers that are the connection's, not the function's. */
const OURS = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'trailer',
]);

/**
 * A function's answer as HTTP's: payload format 2.0, or, where it names no status, its own JSON as a body.
 *
 * @param payload JSON
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload
 */
export function urlResponse(payload: Uint8Array): HttpResponse {
  const text = Buffer.from(payload).toString('utf8');
  try {
    return responseOf(text);
  } catch {
    // Not JSON, or headers and cookies that HTTP does not take.
    return BAD_GATEWAY;
  }
}

function responseOf(text: string): HttpResponse {
  const told: unknown = JSON.parse(text);
  if (typeof told !== 'object' || told === null || !('statusCode' in told)) {
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body: text };
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = told as Readonly<Record<string, unknown>>;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return BAD_GATEWAY;
  return {
    status,
    headers: headersOf(headers),
    cookies: cookiesOf(cookies),
    body: bodyOf(body, isBase64Encoded === true),
  };
}

function bodyOf(body: unknown, isBase64: boolean): string | Uint8Array {
  if (body === undefined || body === null) return '';
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return isBase64 ? Buffer.from(text, 'base64') : text;
}

/** @throws TypeError for what HTTP does not take */
function headersOf(given: unknown): Record<string, string> {
  const headers: Record<string, string> = {};
  let hasType = false;
  for (const [name, value] of Object.entries(typeof given === 'object' && given !== null ? given : {})) {
    const lower = name.toLowerCase();
    if (OURS.has(lower)) continue;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    validateHeaderName(name);
    validateHeaderValue(name, text);
    headers[name] = text;
    hasType ||= lower === 'content-type';
  }
  return hasType ? headers : { 'Content-Type': 'application/json', ...headers };
}

/** @throws TypeError for what HTTP does not take */
function cookiesOf(given: unknown): readonly string[] {
  const cookies = Array.isArray(given) ? given.filter((one): one is string => typeof one === 'string') : [];
  for (const cookie of cookies) validateHeaderValue('Set-Cookie', cookie);
  return cookies;
}
