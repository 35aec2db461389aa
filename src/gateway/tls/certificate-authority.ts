import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import { keepFirstSetting, readSetting } from '../../operation/settings-store.ts';
import type { Store } from '../../store/store.ts';
import { authorityCertificate, serverCertificate } from './certificate.ts';

const SETTING = 'certificate-authority';
const DAY_MS = 24 * 3600 * 1000;
/** Clients whose clock is a little behind must not find a certificate of the future. */
const BACKDATED_MS = DAY_MS;
const AUTHORITY_DAYS = 3650;
const SERVER_DAYS = 90;

/** A certificate with its private key, both PEM. */
interface KeyedCertificate {
  readonly certificate: string;
  readonly key: string;
}

/**
 * The house's own certificate authority, which instances trust and nobody else: it vouches for AWS's names
 * where they lead to the house. Its key is made at the first need and kept in the store, so that every
 * server of the store is trusted alike.
 */
export class CertificateAuthority {
  /** PEM; what an instance trusts. */
  readonly certificate: string;
  readonly #key: KeyObject;
  readonly #name: string;
  /** All names share one key; it never leaves the process. */
  readonly #servers = ecKeys();

  private constructor(kept: KeyedCertificate) {
    this.certificate = kept.certificate;
    this.#key = createPrivateKey(kept.key);
    this.#name = new X509Certificate(kept.certificate).subject.replace(/^CN=/, '');
  }

  /** Opens it; makes it when the store has none. @param now real time */
  static async open(store: Store, now: Date): Promise<CertificateAuthority> {
    const text =
      (await readSetting(store, SETTING)) ??
      (await keepFirstSetting(store, SETTING, JSON.stringify(make(now))));
    return new CertificateAuthority(JSON.parse(text) as KeyedCertificate);
  }

  /** A server's certificate for one name, good for 90 days. @param now real time */
  issue(name: string, now: Date): KeyedCertificate {
    const certificate = serverCertificate(
      {
        serialNumber: randomBytes(16),
        issuer: this.#name,
        ...validity(now, SERVER_DAYS),
        publicKey: this.#servers.publicKey,
        issuerKey: this.#key,
      },
      name,
    );
    return { certificate, key: pem(this.#servers.privateKey) };
  }
}

function make(now: Date): KeyedCertificate {
  const { privateKey } = ecKeys();
  const serialNumber = randomBytes(16);
  const certificate = authorityCertificate({
    serialNumber,
    // The authorities of two houses have two names, for whoever trusts both.
    issuer: `Utsuwa certificate authority ${serialNumber.toString('hex', 8, 12)}`,
    ...validity(now, AUTHORITY_DAYS),
    publicKey: createPublicKey(privateKey),
    issuerKey: privateKey,
  });
  return { certificate, key: pem(privateKey) };
}

function validity(now: Date, days: number): { readonly notBefore: Date; readonly notAfter: Date } {
  return {
    notBefore: new Date(now.getTime() - BACKDATED_MS),
    notAfter: new Date(now.getTime() + days * DAY_MS),
  };
}

function ecKeys() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
