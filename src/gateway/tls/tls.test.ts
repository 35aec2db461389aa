import { X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type OpenedStore } from '../../store/open-store.ts';
import { listen, type Listening } from '../listen.ts';
import { CertificateAuthority } from './certificate-authority.ts';
import { SecureContexts } from './secure-contexts.ts';

const DAY_MS = 24 * 3600 * 1000;
const silent = { error: () => undefined };

let opened: OpenedStore;
let authority: CertificateAuthority;
let listening: Listening;
beforeAll(async () => {
  opened = await openStore({ kind: 'memory' });
  authority = await CertificateAuthority.open(opened.store, new Date());
  const contexts = new SecureContexts(authority, () => new Date());
  const handler = ({ secure }: { readonly secure: boolean }) =>
    Promise.resolve({ status: 200, headers: {}, body: `secure: ${secure}` });
  listening = await listen(handler, silent, { host: '127.0.0.1', port: 0 }, contexts);
});
afterAll(async () => {
  await listening.close();
  await opened.close();
});

/** The certificate that a verified handshake under a name shows. */
function certificateFor(servername: string | undefined): Promise<PeerCertificate> {
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect(
      {
        port: listening.port,
        ca: authority.certificate,
        ...(servername === undefined ? {} : { servername }),
      },
      () => {
        resolve(socket.getPeerCertificate());
        socket.destroy();
      },
    );
    socket.on('error', reject);
  });
}

describe('TLS for AWS’s names', () => {
  test.each([
    's3.us-east-1.amazonaws.com',
    'a.bucket.with.dots.s3.eu-west-1.amazonaws.com',
    'STS.amazonaws.com',
    'ec2.us-east-1.api.aws',
    `${'b'.repeat(63)}.s3.dualstack.ap-northeast-1.amazonaws.com`,
  ])('%s has a certificate that holds', async (name) => {
    expect((await certificateFor(name)).subjectaltname).toBe(`DNS:${name.toLowerCase()}`);
  });

  test('a request over it is known to be secure', async () => {
    const body = await new Promise((resolve, reject) => {
      request(
        {
          host: '127.0.0.1',
          port: listening.port,
          servername: 'sts.amazonaws.com',
          ca: authority.certificate,
        },
        (response) => response.setEncoding('utf8').on('data', resolve),
      )
        .on('error', reject)
        .end();
    });
    expect(body).toBe('secure: true');
  });

  test.each(['example.com', 'amazonaws.com.example.com', 'a..amazonaws.com', undefined])(
    '%s has none',
    async (name) => {
      await expect(certificateFor(name)).rejects.toThrow(/socket disconnected|alert|ECONNRESET/);
    },
  );

  test('a name’s certificate is made once a day', () => {
    let now = new Date();
    const contexts = new SecureContexts(authority, () => now);
    const first = contexts.of('sts.amazonaws.com');
    expect(contexts.of('STS.AmazonAWS.com')).toBe(first);
    now = new Date(now.getTime() + DAY_MS);
    expect(contexts.of('sts.amazonaws.com')).not.toBe(first);
  });
});

describe('the certificate authority', () => {
  test('is the same for every server of a store, and another for another store', async () => {
    const again = await CertificateAuthority.open(opened.store, new Date());
    expect(again.certificate).toBe(authority.certificate);
    const elsewhere = await openStore({ kind: 'memory' });
    const other = await CertificateAuthority.open(elsewhere.store, new Date());
    expect(other.certificate).not.toBe(authority.certificate);
    await elsewhere.close();
  });

  test('may sign servers’ certificates and no further authorities', () => {
    const certificate = new X509Certificate(authority.certificate);
    expect(certificate.ca).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.issuer).toMatch(/^CN=Utsuwa certificate authority [0-9a-f]{8}$/);
  });
});
