import type { Server } from 'node:net';
import type { House } from '../operation/house.ts';
import { handle } from './handle.ts';
import { serviceUnavailable } from './internal-errors.ts';
import { listen, type Handler, type Listening } from './listen.ts';
import type { CertificateAuthority } from './tls/certificate-authority.ts';
import { SecureContexts } from './tls/secure-contexts.ts';

/** AWS's endpoints as instances reach them that have a network of their own: under AWS's names, over TLS. */
export class InstanceGateway {
  readonly #house: House;
  #opened:
    | Promise<{ readonly authority: CertificateAuthority; readonly contexts: SecureContexts }>
    | undefined;

  constructor(house: House) {
    this.#house = house;
  }

  /** The certificate of the authority that vouches for the endpoints. @returns PEM */
  async authority(): Promise<string> {
    return (await this.#open()).authority.certificate;
  }

  /** Serves one instance on what listens in its network, until it is closed. */
  async serve(instanceId: string, opened: Server, transport: 'http' | 'https'): Promise<Listening> {
    const handler = fromInstance(this.#house, instanceId);
    const contexts = transport === 'https' ? (await this.#open()).contexts : undefined;
    return listen(handler, this.#house.log, { opened }, contexts);
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
    const { CertificateAuthority } = await import('./tls/certificate-authority.ts');
    const authority = await CertificateAuthority.open(store, clock.real());
    return { authority, contexts: new SecureContexts(authority, () => clock.real()) };
  }
}

/**
 * A request from an instance has the instance's address: its public one, by which AWS's endpoints see it,
 * or the private one where it has no other; inside its VPC the private one.
 */
function fromInstance(house: House, instanceId: string): Handler {
  return async (request, body) => {
    const instance = await house.instances.byId(instanceId);
    if (instance === undefined) return encodeGone();
    const { publicIp, privateIp, vpcId } = instance;
    return handle(
      house,
      { ...request, sourceIp: publicIp ?? privateIp, vpc: { id: vpcId, privateIp } },
      body,
    );
  };
}

/** The instance was terminated with a request on its way. */
function encodeGone() {
  const { code, message } = serviceUnavailable('query');
  return { status: 503, headers: { 'Content-Type': 'text/plain' }, body: `${code}: ${message}\n` };
}
