import { describe, expect, test } from 'vitest';
import { readAuthorization } from './read-authorization.ts';

const HEAD = 'AWS4-HMAC-SHA256 Credential=AKIA/20150830/us-east-1/iam/aws4_request, SignedHeaders=host, ';

describe('an Authorization header', () => {
  test('is read the same the second time, but for its signature', () => {
    const first = readAuthorization(`${HEAD}Signature=${'a'.repeat(64)}`);
    const second = readAuthorization(`${HEAD}Signature=${'b'.repeat(64)}`);
    expect(first).toMatchObject({ credential: { accessKeyId: 'AKIA' }, signature: 'a'.repeat(64) });
    expect(second).toEqual({ ...first, signature: 'b'.repeat(64) });
  });

  test('that is wrong stays wrong, also after a right one of the same beginning', () => {
    readAuthorization(`${HEAD}Signature=${'a'.repeat(64)}`);
    const wrong = [`${HEAD}Signature=`, `${HEAD}XSignature=${'a'.repeat(64)}`];
    for (const text of [...wrong, ...wrong]) {
      expect(readAuthorization(text)).toMatchObject({ kind: 'malformed' });
    }
    const twice = `${HEAD}Signature=${'a'.repeat(64)}, Signature=${'b'.repeat(64)}`;
    expect(readAuthorization(twice)).toMatchObject({ rule: 'unexpected-parameter' });
    expect(readAuthorization(twice)).toMatchObject({ rule: 'unexpected-parameter' });
  });

  test('may have its signature elsewhere', () => {
    const text = `AWS4-HMAC-SHA256 Signature=${'c'.repeat(64)},SignedHeaders=host,Credential=AKIA/20150830/us-east-1/iam/aws4_request`;
    expect(readAuthorization(text)).toMatchObject({ signature: 'c'.repeat(64), signedHeaders: ['host'] });
  });
});
