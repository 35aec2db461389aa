import type { HttpRequest } from '../kernel/http.ts';

/** A request for the wire's tests; whatever is not given is as harmless as can be. */
export function testRequest(request: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'POST',
    path: '/',
    query: '',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    sourceIp: '127.0.0.1',
    secure: false,
    ...request,
  };
}

/** Text as a body's bytes. */
export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
