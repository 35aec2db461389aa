import { spawn } from 'node:child_process';
import type { Socket } from 'node:dgram';
import type { Server } from 'node:net';
import type { MachineEntry } from '../machine-entry.ts';
import { SYSTEM_PATH } from './run-tool.ts';

/** Where listeners are to be. */
export interface ListenerPlaces {
  readonly tcp: Readonly<Record<string, { readonly host: string; readonly port: number }>>;
  readonly udp: { readonly host: string; readonly port: number };
}

/** What the machine's interface has, and what it reaches. */
export interface MachineNetwork {
  readonly privateIp: string;
  /** Of its interface; the kernel's choice when absent. */
  readonly mac?: string | undefined;
  /** Addresses that are ours: listeners are on them. */
  readonly services: readonly string[];
}

/** Listeners that a machine reaches, held by this process. */
export interface OpenedListeners {
  readonly tcp: ReadonlyMap<string, Server>;
  readonly udp: Socket;
  /** Whether they are in the machine's own network, where they take ports from its programs. */
  readonly isShared: boolean;
}

/**
 * Runs in a network of its own and joins it to the machine's by a pair of interfaces, or, where the kernel
 * has none, goes into the machine's. $1 is the machine's process, $2 its address, $3 its interface's, $4 our
 * addresses, the rest what to run then. Options that old kernels or tools lack may fail.
 */
const JOIN = String.raw`
set -eu
pid=$1 private=$2 mac=$3 services=$4
shift 4
there() { nsenter --net="/proc/$pid/ns/net" -- "$@"; }
if ip link add service type veth peer name eth0 netns "$pid"; then
  ip link set service addrgenmode none || :
  for address in $services; do ip address add "$address/32" dev service; done
  there ip link set eth0 addrgenmode none || :
  if [ -n "$mac" ]; then there ip link set eth0 address "$mac" || :; fi
  there ip address add "$private/32" dev eth0
  ip link set lo up
  ip link set service up
  there ip link set eth0 up
  ip route add "$private/32" dev service
  for address in $services; do there ip route add "$address/32" dev eth0 src "$private"; done
  exec "$@" joined
fi
for address in $services $private; do there ip address add "$address/32" dev lo; done
there "$@" shared
`;

/**
 * Opens each listener, hands it over, and ends. The last message tells that all are on their way.
 */
const CHILD = `
  const { createServer } = require('node:net');
  const { createSocket } = require('node:dgram');
  const [places, how] = process.argv.slice(1);
  const { tcp, udp } = JSON.parse(places);
  const listening = Object.entries(tcp).map(([name, { host, port }]) => new Promise((done) => {
    const server = createServer().listen(port, host, () => process.send(name, server, done));
  }));
  const bound = new Promise((done) => {
    const socket = createSocket('udp4');
    socket.bind(udp.port, udp.host, () => process.send('udp', socket, done));
  });
  Promise.all([...listening, bound]).then(() => process.send(how, () => process.exit()));
`;

const MOST_CHARACTERS = 4096;

/**
 * Opens listeners that a machine reaches, whose handles come here over Node's channel to a child: so this
 * process answers, without a proxy, and knows by the listener which instance asks. They are in a second
 * network, joined to the machine's, so that its programs have all ports to themselves; the listeners are all
 * that holds that network, and it ends with them.
 */
export function openListeners(
  { pid, hasUserNamespace }: Pick<MachineEntry, 'pid' | 'hasUserNamespace'>,
  { privateIp, mac = '', services }: MachineNetwork,
  places: ListenerPlaces,
): Promise<OpenedListeners> {
  const user = hasUserNamespace
    ? ['nsenter', `--user=/proc/${pid}/ns/user`, '--preserve-credentials', '--']
    : [];
  const node = [process.execPath, '--eval', CHILD, JSON.stringify(places)];
  const join = ['sh', '-c', JOIN, 'sh', String(pid), privateIp, mac, services.join(' '), ...node];
  const [command = '', ...args] = [...user, 'unshare', '--net', '--', ...join];
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { PATH: SYSTEM_PATH },
  });
  return new Promise((resolve, reject) => {
    const tcp = new Map<string, Server>();
    let udp: Socket | undefined;
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(0, MOST_CHARACTERS);
    });
    child.on('message', (message: string, handle) => {
      if (message === 'udp') udp = handle as Socket;
      else if (message !== 'joined' && message !== 'shared') tcp.set(message, handle as Server);
      else if (udp !== undefined) resolve({ tcp, udp, isShared: message === 'shared' });
    });
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`the instance's listeners could not be opened (${code}): ${complaint.trim()}`)),
    );
  });
}
