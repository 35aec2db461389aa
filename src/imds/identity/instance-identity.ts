import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { Clock } from '../../kernel/clock.ts';
import type { DocumentSigner } from '../../operation/document-signer.ts';
import { keepFirstSetting, readSetting } from '../../operation/settings-store.ts';
import type { Store } from '../../store/store.ts';
import type { Signer } from './signed-content.ts';

const SETTING = 'instance-identity';
const ORGANIZATION = 'Utsuwa';
const DAY_MS = 24 * 3600 * 1000;
const CENTURY_MS = 100 * 365.25 * DAY_MS;
/** How AWS breaks base64 into lines. */
const LINE = /.{76}(?=.)/g;

/** As it is kept in the store. */
interface Kept {
  /** PKCS #8, PEM. */
  readonly key: string;
  /** Real time, ms since 1970. */
  readonly madeAt: number;
}

/** The signer, and how its other certificates are made. */
interface Opened extends Signer {
  readonly publicKey: KeyObject;
  readonly certificateFor: (commonName: string) => Buffer;
}

/**
 * Vouches for instances: signs their identity documents with an RSA key of the house's own, which is made
 * at the first question and kept in the store, so that every server of the store signs alike.
 */
export class InstanceIdentity implements DocumentSigner {
  readonly #store: Store;
  readonly #clock: Clock;
  #opened: Promise<Opened> | undefined;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** The certificate against which every signature holds. @returns PEM */
  async certificate(): Promise<string> {
    return pemOf((await this.#open()).certificate);
  }

  /** The bare signature of a document: RSA with SHA-256. @returns base64 in lines */
  async signature(document: string): Promise<string> {
    const { key } = await this.#open();
    return inLines(sign('sha256', Buffer.from(document), key));
  }

  async hasSigned(document: Uint8Array, signature: Uint8Array): Promise<boolean> {
    // Where nothing was ever signed a stranger's question makes no key.
    if (this.#opened === undefined && (await readSetting(this.#store, SETTING)) === undefined) return false;
    const { publicKey } = await this.#open();
    return verify('sha256', document, publicKey, signature);
  }

  /** A document in an envelope with its signature. @returns CMS SignedData, base64 in lines */
  async envelope(document: string, signedAt: Date): Promise<string> {
    const signer = await this.#open();
    const { signedContent } = await import('./signed-content.ts');
    return inLines(signedContent(document, signedAt, signer));
  }

  /** The certificate of whoever would sign the SSH keys that EC2 Instance Connect pushes. @returns PEM */
  async sshSignerCertificate(region: string): Promise<string> {
    const { certificateFor } = await this.#open();
    return pemOf(certificateFor(`managed-ssh-signer.${region}.amazonaws.com`));
  }

  #open(): Promise<Opened> {
    return (this.#opened ??= this.#load().catch((error: unknown) => {
      // The store may answer the next time.
      this.#opened = undefined;
      throw error;
    }));
  }

  async #load(): Promise<Opened> {
    const kept = (await readSetting(this.#store, SETTING)) ?? (await this.#make());
    const { key: pem, madeAt } = JSON.parse(kept) as Kept;
    const key = createPrivateKey(pem);
    const { selfSignedCertificate } = await import('./self-signed-certificate.ts');
    const certificateFor = (commonName: string) =>
      selfSignedCertificate(key, {
        commonName,
        organization: ORGANIZATION,
        notBefore: new Date(madeAt - DAY_MS),
        notAfter: new Date(madeAt + CENTURY_MS),
      });
    const publicKey = createPublicKey(key);
    return { key, publicKey, certificate: certificateFor('ec2.amazonaws.com'), certificateFor };
  }

  async #make(): Promise<string> {
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const made: Kept = { key, madeAt: this.#clock.real().getTime() };
    return keepFirstSetting(this.#store, SETTING, JSON.stringify(made));
  }
}

function inLines(bytes: Buffer): string {
  return bytes.toString('base64').replace(LINE, '$&\n');
}

function pemOf(certificate: Uint8Array): string {
  const lines = Buffer.from(certificate)
    .toString('base64')
    .replaceAll(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
