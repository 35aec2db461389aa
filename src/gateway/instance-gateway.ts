import type { Server } from 'node:net';
import type { House } from '../operation/house.ts';
import { handle } from './handle.ts';
import { serviceUnavailable } from './internal-errors.ts';
import { listen, type Handler, type Listening } from './listen.ts';
import type { HouseAuthority } from './tls/house-authority.ts';

/** AWS's endpoints as instances reach them that have a network of their own: under AWS's names, over TLS. */
export class InstanceGateway {
  readonly #house: House;
  readonly #authority: HouseAuthority;

  constructor(house: House, authority: HouseAuthority) {
    this.#house = house;
    this.#authority = authority;
  }

  /** The certificate of the authority that vouches for the endpoints. @returns PEM */
  authority(): Promise<string> {
    return this.#authority.certificate();
  }

  /** Serves one instance on what listens in its network, until it is closed. */
  async serve(instanceId: string, opened: Server, transport: 'http' | 'https'): Promise<Listening> {
    const handler = fromInstance(this.#house, instanceId);
    const contexts = transport === 'https' ? await this.#authority.contexts() : undefined;
    return listen(handler, this.#house.log, { opened }, contexts);
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
