import { signRequest } from '../src/credentials/sign-request.ts';

/** Who signs a request of the bench. */
export interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** A request as bytes for the wire. */
export interface RequestParts {
  readonly service: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: Buffer | undefined;
}

/** Signs a request and writes it as HTTP/1.1. */
export function signedRequest(port: number, signer: Signer, parts: RequestParts): Buffer {
  const { service, method, path, body = Buffer.alloc(0) } = parts;
  const headers = signRequest({
    ...signer,
    method,
    path,
    body,
    headers: { host: `127.0.0.1:${port}`, ...parts.headers },
    region: 'us-east-1',
    service,
    now: Date.now(),
  });
  const lines = Object.entries({ ...headers, 'content-length': String(body.length) });
  const head = `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}

const VERSIONS = {
  cloudformation: '2010-05-15',
  ec2: '2016-11-15',
  iam: '2010-05-08',
  sts: '2011-06-15',
} as const;

/** A call in the query protocol. */
export function queryRequest(
  port: number,
  signer: Signer,
  service: keyof typeof VERSIONS,
  parameters: Readonly<Record<string, string>>,
): Buffer {
  const body = new URLSearchParams({ Version: VERSIONS[service], ...parameters }).toString();
  return signedRequest(port, signer, {
    service,
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: Buffer.from(body),
  });
}
