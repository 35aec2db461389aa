import { expect, test } from 'vitest';
import type { HttpRequest } from '../kernel/http.ts';
import { requestFacts } from './request-facts.ts';

/** Whether a request counts as secure, from where and how it came. */
function isSecure(sourceIp: string, over: 'HTTP' | 'TLS', loopbackIsSecure = true): boolean {
  const request: HttpRequest = {
    method: 'GET',
    path: '/',
    query: '',
    headers: {},
    sourceIp,
    secure: over === 'TLS',
  };
  const arrival = {
    requestId: 'r',
    receivedAt: new Date(0),
    epoch: 0,
    settings: { region: 'us-east-1', loopbackIsSecure },
  };
  return requestFacts(request, { kind: 'none' }, arrival, 'UNSIGNED-PAYLOAD').secure;
}

test('what comes over TLS is secure, wherever it comes from', () => {
  expect(['127.0.0.1', '192.0.2.7', '2001:db8::1'].map((address) => isSecure(address, 'TLS', false))).toEqual(
    [true, true, true],
  );
});

test('plain HTTP is secure over loopback alone', () => {
  expect(['127.0.0.1', '127.8.8.8', '::1'].map((address) => isSecure(address, 'HTTP'))).toEqual([
    true,
    true,
    true,
  ]);
  const elsewhere = ['192.0.2.7', '10.0.0.1', '172.17.0.2', '2001:db8::1', ''];
  expect(elsewhere.filter((address) => isSecure(address, 'HTTP'))).toEqual([]);
});

test('where the operator says so, it is not secure over loopback either', () => {
  expect(isSecure('127.0.0.1', 'HTTP', false)).toBe(false);
});
