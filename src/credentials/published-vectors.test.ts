import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../kernel/http.ts';
import { canonicalRequest, stringToSign } from './canonical-request.ts';
import { readSignature } from './read-signature.ts';
import { signRequest } from './sign-request.ts';
import { formatScope, signingKey } from './signing-key.ts';
import { verifySignature } from './verify-signature.ts';

// AWS's published test cases of Signature Version 4 (awslabs/aws-c-auth) are data from outside the repository.
const vectors = findVectors();
const names = vectors === undefined ? [] : readdirSync(vectors).sort();

interface Context {
  readonly credentials: { access_key_id: string; secret_access_key: string; token?: string };
  readonly expiration_in_seconds: number;
  readonly normalize: boolean;
  readonly region: string;
  readonly service: string;
  readonly timestamp: string;
}

describe.skipIf(vectors === undefined)(
  'AWS publishes test cases (skipped where shared/data/sigv4 lies neither beside the repository nor at UTSUWA_SHARED)',
  () => {
    it('of which there are 38', () => {
      expect(names).toHaveLength(38);
    });

    describe.each(['header', 'query'] as const)('signed in the %s', (where) => {
      it.each(names)('%s', (name) => {
        const file = (suffix: string): string =>
          readFileSync(path.join(vectors ?? '', name, `${where}-${suffix}.txt`), 'utf8');
        const context = readContext(name);
        const { request, body } = parseRequest(file('signed-request'));
        const signature = readSignature(request);
        if (signature.kind !== (where === 'header' ? 'header' : 'presigned')) {
          throw new Error(`read as ${JSON.stringify(signature)}`);
        }
        // The session token of the `sts-header` cases is added after signing.
        const expectedCanonical = file('canonical-request');
        const isTokenSigned = expectedCanonical.toLowerCase().includes('x-amz-security-token');
        const payloadHash = createHash('sha256').update(body).digest('hex');
        const canonical = canonicalRequest({
          request,
          signedHeaders: signature.signedHeaders,
          payloadHash,
          verbatimPath: !context.normalize,
          withoutQuery: ['X-Amz-Signature', ...(isTokenSigned ? [] : ['X-Amz-Security-Token'])],
        });
        expect(canonical).toBe(expectedCanonical);
        const toSign = stringToSign(signature.timestamp, formatScope(signature), canonical);
        expect(toSign).toBe(file('string-to-sign'));
        const key = signingKey(context.credentials.secret_access_key, signature);
        const computed = key.sign(toSign);
        expect(computed).toBe(file('signature').trim());
        expect(signature.signature).toBe(computed);
        expect(signature.sessionToken).toBe(context.credentials.token);

        // Which services take paths verbatim goes by the service's name: the cases that do are S3's, renamed.
        const now = Date.parse(context.timestamp);
        const secretAccessKey = context.credentials.secret_access_key;
        const verified = verifySignature({ request, signature, secretAccessKey, payloadHash, now });
        expect(verified.ok).toBe(context.normalize || !isChangedByNormalising(request.path));
      });
    });

    // Ours signs the token always, and the body's hash as a header and the verbatim path for S3 alone.
    const comparable = names.filter((name) => {
      const expected = readFileSync(path.join(vectors ?? '', name, 'header-canonical-request.txt'), 'utf8');
      const { normalize, credentials } = readContext(name);
      const isTokenSigned = credentials.token === undefined || expected.includes('x-amz-security-token');
      return normalize && isTokenSigned && !expected.includes('x-amz-content-sha256');
    });

    it.each(comparable)('%s is signed by us as by AWS', (name) => {
      const { credentials, region, service, timestamp } = readContext(name);
      const { request, body } = parseRequest(
        readFileSync(path.join(vectors ?? '', name, 'request.txt'), 'utf8'),
      );
      const headers = signRequest({
        ...request,
        headers: request.headers as Record<string, string>,
        body,
        accessKeyId: credentials.access_key_id,
        secretAccessKey: credentials.secret_access_key,
        sessionToken: credentials.token,
        region,
        service,
        now: Date.parse(timestamp),
      });
      const signed = readFileSync(path.join(vectors ?? '', name, 'header-signed-request.txt'), 'utf8');
      expect(headers['authorization']).toBe(parseRequest(signed).request.headers['authorization']);
    });
  },
);

/** Whether the path's form for S3 is another than for all others. */
function isChangedByNormalising(path: string): boolean {
  return path.includes('//') || path.includes('/.');
}

function readContext(name: string): Context {
  return JSON.parse(readFileSync(path.join(vectors ?? '', name, 'context.json'), 'utf8')) as Context;
}

function findVectors(): string | undefined {
  const { UTSUWA_SHARED: shared } = process.env;
  const candidates = shared === undefined ? [] : [path.join(shared, 'data/sigv4')];
  for (let folder = import.meta.dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    candidates.push(path.join(folder, 'shared/data/sigv4'));
  }
  return candidates.find((candidate) => existsSync(candidate));
}

/** Reads a request as Node would give it: byte strings, repeated headers joined by `,`, folded lines. */
function parseRequest(utf8: string): { request: HttpRequest; body: Buffer } {
  const text = Buffer.from(utf8.replaceAll('\r\n', '\n'), 'utf8').toString('latin1');
  const blank = text.indexOf('\n\n');
  const head = (blank < 0 ? text : text.slice(0, blank)).trimEnd().split('\n');
  const body = Buffer.from(blank < 0 ? '' : text.slice(blank + 2).replace(/^\n+/, ''), 'latin1');
  const requestLine = head[0] ?? '';
  const method = requestLine.slice(0, requestLine.indexOf(' '));
  const target = requestLine.slice(method.length + 1, requestLine.lastIndexOf(' HTTP/'));
  const question = target.indexOf('?');
  const headers: Record<string, string> = {};
  let last = '';
  for (const line of head.slice(1)) {
    if (/^\s/.test(line)) {
      headers[last] += `\n${line}`;
      continue;
    }
    last = line.slice(0, line.indexOf(':')).toLowerCase();
    const value = line.slice(line.indexOf(':') + 1).trim();
    headers[last] = headers[last] === undefined ? value : `${headers[last]},${value}`;
  }
  const request = {
    method,
    path: question < 0 ? target : target.slice(0, question),
    query: question < 0 ? '' : target.slice(question + 1),
    headers,
    sourceIp: '127.0.0.1',
    secure: false,
  };
  return { request, body };
}
