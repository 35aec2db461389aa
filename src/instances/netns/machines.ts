import type { Server } from 'node:net';
import path from 'node:path';
import type { House } from '../../operation/house.ts';
import type { InstanceView } from '../../operation/instances.ts';
import type { InstanceHomes } from '../instance-homes.ts';
import type { MachineEntry } from '../machine-entry.ts';
import { Machine } from './machine.ts';
import { writeMachineFiles } from './machine-files.ts';
import { openListeners } from './open-listeners.ts';
import { operatorFolders } from './operator-folders.ts';
import type { PowerRequest } from './power-programs.ts';
import { serveDns } from './serve-dns.ts';

/** Addresses that every instance reaches, and nothing else. */
const METADATA = '169.254.169.254';
const RESOLVER = '169.254.169.253';
/** Where all of AWS is: an address that networks on the internet do not have (RFC 2544). */
const ENDPOINTS = '198.18.0.1';

const PLACES = {
  tcp: {
    metadata: { host: METADATA, port: 80 },
    https: { host: ENDPOINTS, port: 443 },
    http: { host: ENDPOINTS, port: 80 },
    dns: { host: RESOLVER, port: 53 },
  },
  udp: { host: RESOLVER, port: 53 },
};

/** The names under which EC2 knows the metadata address. */
const METADATA_NAMES = ['instance-data', 'instance-data.ec2.internal'];

/** How often machines are compared with what is on: other servers on the store stop instances too. */
const COMPARE_EVERY_MS = 15_000;

/** What serves an instance through listeners in its network. */
export interface Closable {
  close(): Promise<void>;
}

/** Who answers on an instance's listeners. */
export interface Doors {
  /** PEM of the authority that instances trust. */
  authority(): Promise<string>;
  metadata(instanceId: string, opened: Server): Promise<Closable>;
  /** AWS's APIs, as this instance reaches them. */
  apis(instanceId: string, opened: Server, transport: 'http' | 'https'): Promise<Closable>;
}

interface Running {
  readonly machine: Machine;
  readonly close: () => Promise<void>;
}

/**
 * The machines of instances, one each: switched on when the first thing is to run there, off when the
 * instance is, or with the server.
 */
export class Machines {
  readonly #house: House;
  readonly #homes: InstanceHomes;
  readonly #doors: Doors;
  readonly #hidden: string | undefined;
  readonly #running = new Map<string, Promise<Running>>();
  readonly #ending = new Map<string, Promise<void>>();
  readonly #stopListening: () => void;
  readonly #timer: NodeJS.Timeout;
  #isClosed = false;

  /** @param dataDirectory where the server keeps its data, which no instance sees */
  constructor(house: House, homes: InstanceHomes, doors: Doors, dataDirectory: string | undefined) {
    this.#house = house;
    this.#homes = homes;
    this.#doors = doors;
    this.#hidden = dataDirectory;
    this.#stopListening = house.instances.onChange((id, event) => {
      if (!this.#running.has(id)) return;
      // What is rebooted is made anew when the next thing is to run there.
      if (event === 'rebooted') this.#end(id).catch(this.#complain);
      else this.#endWhenOff(id);
    });
    this.#timer = setInterval(() => {
      for (const id of this.#running.keys()) this.#endWhenOff(id);
    }, COMPARE_EVERY_MS).unref();
  }

  /** An instance's machine, switched on if it is off. @throws AwsError MachineNotMade when it cannot be */
  async of(instance: InstanceView): Promise<MachineEntry> {
    if (this.#isClosed) throw new Error('the server is closing');
    const { instanceId } = instance;
    const running = this.#running.get(instanceId) ?? this.#start(instance);
    return (await running).machine.entry;
  }

  /** Ends them all. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopListening();
    clearInterval(this.#timer);
    await Promise.all([...this.#running.keys(), ...this.#ending.keys()].map((id) => this.#end(id)));
  }

  #start(instance: InstanceView): Promise<Running> {
    const { instanceId } = instance;
    const starting = this.#switchOn(instance);
    this.#running.set(instanceId, starting);
    const forget = () => {
      if (this.#running.get(instanceId) === starting) this.#running.delete(instanceId);
    };
    const ended = starting
      .then(({ machine, close }) => machine.ended.then(forget).then(close), forget)
      .catch(this.#complain);
    this.#homes.occupy(instanceId, ended);
    // It may have been stopped meanwhile.
    starting.then(
      () => this.#endWhenOff(instanceId),
      () => undefined,
    );
    return starting;
  }

  async #switchOn({ instanceId, privateDnsName, privateIp }: InstanceView): Promise<Running> {
    await this.#ending.get(instanceId);
    const home = await this.#homes.of(instanceId);
    const directory = path.dirname(home);
    const authority = await this.#doors.authority();
    await writeMachineFiles(directory, {
      hostname: privateDnsName,
      privateIp,
      resolver: RESOLVER,
      authority,
    });
    const machine = await Machine.start({
      directory,
      home,
      name: privateDnsName.split('.')[0] ?? privateDnsName,
      asked: (request) => void this.#power(instanceId, request).catch(this.#complain),
      ...operatorFolders(process.env, process.cwd(), this.#hidden),
    });
    if (machine.notes.length > 0) {
      this.#house.log.error(`not all files of ${instanceId} last`, machine.notes.join('; '));
    }
    try {
      return { machine, close: await this.#openDoors(machine, { instanceId, privateDnsName, privateIp }) };
    } catch (error) {
      await machine.end();
      throw error;
    }
  }

  async #openDoors(
    machine: Machine,
    {
      instanceId,
      privateDnsName,
      privateIp,
    }: Pick<InstanceView, 'instanceId' | 'privateDnsName' | 'privateIp'>,
  ): Promise<() => Promise<void>> {
    const interfaces = await this.#house.instances.interfacesOf(instanceId);
    const mac = interfaces.find(({ deviceIndex }) => deviceIndex === 0)?.mac;
    const services = [METADATA, RESOLVER, ENDPOINTS];
    const { tcp, udp, isShared } = await openListeners(machine.entry, { privateIp, mac, services }, PLACES);
    if (isShared) {
      const why = 'the kernel has no pairs of interfaces (veth)';
      this.#house.log.error(`ports 80, 443 and 53 of ${instanceId} are taken by what it reaches`, why);
    }
    const listener = (name: string) => {
      const opened = tcp.get(name);
      if (opened === undefined) throw new Error(`the listener \`${name}\` was not handed over`);
      return opened;
    };
    const own = new Map([
      [privateDnsName, privateIp],
      ...METADATA_NAMES.map((name) => [name, METADATA] as const),
      [`instance-data${privateDnsName.slice(privateDnsName.indexOf('.'))}`, METADATA] as const,
    ]);
    const closeDns = serveDns(udp, listener('dns'), { endpoints: ENDPOINTS, own });
    const doors = await Promise.all([
      this.#doors.metadata(instanceId, listener('metadata')),
      this.#doors.apis(instanceId, listener('https'), 'https'),
      this.#doors.apis(instanceId, listener('http'), 'http'),
    ]);
    let closing: Promise<unknown> | undefined;
    return async () => {
      if (closing === undefined) closeDns();
      closing ??= Promise.all(doors.map((door) => door.close()));
      await closing;
    };
  }

  /** What a program on the instance asked for, as its operating system would do it. */
  async #power(instanceId: string, request: PowerRequest): Promise<void> {
    const { instances } = this.#house;
    // Seen from outside a machine that reboots by itself goes on running.
    if (request === 'reboot') return instances.announce([instanceId], 'rebooted');
    return instances.shutDown(instanceId);
  }

  #endWhenOff(instanceId: string): void {
    this.#house.instances
      .byId(instanceId)
      .then((instance) => {
        const isOn = instance?.state === 'pending' || instance?.state === 'running';
        return isOn ? undefined : this.#end(instanceId);
      })
      .catch(this.#complain);
  }

  #end(instanceId: string): Promise<void> {
    const starting = this.#running.get(instanceId);
    if (starting === undefined) return this.#ending.get(instanceId) ?? Promise.resolve();
    // From here on whoever asks for the machine gets a new one, once this one has ended.
    this.#running.delete(instanceId);
    const ending = endOnceStarted(starting).finally(() => {
      if (this.#ending.get(instanceId) === ending) this.#ending.delete(instanceId);
    });
    this.#ending.set(instanceId, ending);
    return ending;
  }

  readonly #complain = (error: unknown): void => {
    this.#house.log.error('an instance could not be switched off', error);
  };
}

async function endOnceStarted(starting: Promise<Running>): Promise<void> {
  const running = await starting.catch(() => undefined);
  await running?.machine.end();
  await running?.close();
}
