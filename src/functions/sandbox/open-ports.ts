import { spawn } from 'node:child_process';
import type { Server } from 'node:net';
import { inUserNamespace } from '../../instances/netns/namespaces.ts';
import { SYSTEM_PATH } from '../../instances/netns/run-tool.ts';

/** Runs in the sandbox's network: opens each port on its loopback, hands it over, and ends. */
const CHILD = `
  const { createServer } = require('node:net');
  const opening = JSON.parse(process.argv[1]).map((port) => new Promise((done) => {
    const server = createServer().listen(port, '127.0.0.1', () => process.send(port, server, done));
  }));
  Promise.all(opening).then(() => process.send('done', () => process.exit()));
`;

const MOST_CHARACTERS = 4096;

/**
 * Opens ports on the loopback of a sandbox's network, whose handles come here over Node's channel to a
 * child: this process answers, and nobody outside the sandbox reaches them.
 *
 * @param pid of a process in the sandbox
 * @returns the listeners in the order of the ports
 */
export function openPorts(pid: number, ports: readonly number[]): Promise<readonly (Server | undefined)[]> {
  const user = inUserNamespace() ? [`--user=/proc/${pid}/ns/user`, '--preserve-credentials'] : [];
  const node = [process.execPath, '--eval', CHILD, JSON.stringify(ports)];
  const child = spawn('nsenter', [...user, `--net=/proc/${pid}/ns/net`, '--', ...node], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { PATH: SYSTEM_PATH },
  });
  return new Promise((resolve, reject) => {
    const opened = new Map<unknown, Server>();
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(0, MOST_CHARACTERS);
    });
    child.on('message', (message, handle) => {
      if (message === 'done') resolve(ports.map((port) => opened.get(port)));
      else opened.set(message, handle as Server);
    });
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`the function's ports could not be opened (${code}): ${complaint.trim()}`)),
    );
  });
}
