import { spawn } from 'node:child_process';
import type { Socket } from 'node:dgram';
import type { Server } from 'node:net';
import type { MachineEntry } from '../machine-entry.ts';
import { SYSTEM_PATH } from './run-tool.ts';

/** Where listeners are to be, in the machine's own network. */
export interface ListenerPlaces {
  readonly tcp: Readonly<Record<string, { readonly host: string; readonly port: number }>>;
  readonly udp: { readonly host: string; readonly port: number };
}

/** Listeners in a machine's network, held by this process. */
export interface OpenedListeners {
  readonly tcp: ReadonlyMap<string, Server>;
  readonly udp: Socket;
}

/**
 * Runs in the machine's network: opens each listener, hands it over, and ends. The last message tells
 * that all are on their way.
 */
const CHILD = `
  const { createServer } = require('node:net');
  const { createSocket } = require('node:dgram');
  const { tcp, udp } = JSON.parse(process.argv[1]);
  const listening = Object.entries(tcp).map(([name, { host, port }]) => new Promise((done) => {
    const server = createServer().listen(port, host, () => process.send(name, server, done));
  }));
  const bound = new Promise((done) => {
    const socket = createSocket('udp4');
    socket.bind(udp.port, udp.host, () => process.send('udp', socket, done));
  });
  Promise.all([...listening, bound]).then(() => process.send('done', () => process.exit()));
`;

const MOST_CHARACTERS = 4096;

/**
 * Opens listeners in a machine's network, whose handles come here over Node's channel to a child: so this
 * process answers, without a proxy, and knows by the listener which instance asks.
 */
export function openListeners(
  { pid, hasUserNamespace }: MachineEntry,
  places: ListenerPlaces,
): Promise<OpenedListeners> {
  const user = hasUserNamespace ? [`--user=/proc/${pid}/ns/user`, '--preserve-credentials'] : [];
  const node = [process.execPath, '--eval', CHILD, JSON.stringify(places)];
  const child = spawn('nsenter', [...user, `--net=/proc/${pid}/ns/net`, '--', ...node], {
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
    child.on('message', (name: string, handle) => {
      if (name === 'udp') udp = handle as Socket;
      else if (name !== 'done') tcp.set(name, handle as Server);
      else if (udp !== undefined) resolve({ tcp, udp });
    });
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`the instance's listeners could not be opened (${code}): ${complaint.trim()}`)),
    );
  });
}
