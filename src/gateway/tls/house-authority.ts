import type { House } from '../../operation/house.ts';
import type { CertificateAuthority } from './certificate-authority.ts';
import { SecureContexts } from './secure-contexts.ts';

/** The house's certificate authority, opened at the first need. */
export class HouseAuthority {
  readonly #house: Pick<House, 'store' | 'clock'>;
  #opened:
    | Promise<{ readonly authority: CertificateAuthority; readonly contexts: SecureContexts }>
    | undefined;

  constructor(house: Pick<House, 'store' | 'clock'>) {
    this.#house = house;
  }

  /** Its certificate, for those who are to trust it. @returns PEM */
  async certificate(): Promise<string> {
    return (await this.#open()).authority.certificate;
  }

  /** What AWS's names are served with. */
  async contexts(): Promise<SecureContexts> {
    return (await this.#open()).contexts;
  }

  /** Opened once; a failure is no one's for ever. */
  #open() {
    this.#opened ??= this.#make().catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  async #make() {
    const { store, clock } = this.#house;
    const { CertificateAuthority } = await import('./certificate-authority.ts');
    const authority = await CertificateAuthority.open(store, clock.real());
    return { authority, contexts: new SecureContexts(authority, () => clock.real()) };
  }
}
