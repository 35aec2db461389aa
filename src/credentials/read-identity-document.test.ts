import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../kernel/http.ts';
import { readIdentityDocument } from './read-identity-document.ts';
import { readSignature } from './read-signature.ts';

const request = (authorization?: string): HttpRequest => ({
  ...{ method: 'GET', path: '/', query: '', sourceIp: '127.0.0.1', secure: false },
  headers: authorization === undefined ? {} : { authorization },
});
const read = (authorization?: string) => readIdentityDocument(request(authorization));
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('Authorization: CFN_V1', () => {
  test('is a document and its signature', () => {
    expect(read(`CFN_V1 ${base64('{"a" : 1}')}:${base64('signed')}`)).toEqual({
      kind: 'identity-document',
      document: Buffer.from('{"a" : 1}'),
      signature: Buffer.from('signed'),
    });
  });

  test.each([undefined, 'CFN_V1', 'CFN_V2 e30=:e30=', 'cfn_v1 e30=:e30=', 'Bearer e30=:e30='])(
    'is not %j',
    (authorization) => {
      expect(read(authorization)).toBeUndefined();
    },
  );

  test.each([
    ['no signature', 'e30='],
    ['an empty one', 'e30=:'],
    ['no document', ':e30='],
    ['a third part', 'e30=:e30=:e30='],
    ['line breaks in it', 'e30=:e30=\n'],
    ['spaces before it', ' e30=:e30='],
    ['other characters', 'e30=:{}'],
    ['base64 for URLs', 'e30=:-_-_'],
  ])('with %s cannot be read', (_, rest) => {
    expect(read(`CFN_V1 ${rest}`)).toMatchObject({ kind: 'malformed', rule: 'identity-document' });
  });

  test('beyond all bounds is not looked at', () => {
    expect(read(`CFN_V1 ${'A'.repeat(8192)}:AAAA`)).toMatchObject({ rule: 'too-long' });
  });

  test('is no signature to whoever does not ask for documents', () => {
    expect(readSignature(request('CFN_V1 e30=:e30='))).toMatchObject({
      kind: 'malformed',
      rule: 'unsupported-scheme',
    });
  });

  test('whatever follows is read or refused, and what is quoted stays short', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 9000 }), (rest) => {
        const found = read(`CFN_V1 ${rest}`);
        expect(found).toBeDefined();
        const quoted = found?.kind === 'malformed' ? found.detail.length : 0;
        expect(quoted).toBeLessThanOrEqual(256);
      }),
    );
  });
});
