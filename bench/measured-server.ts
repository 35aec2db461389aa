import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Signer } from './signed-request.ts';

/** What a server has used so far. */
export interface Usage {
  readonly cpuMicros: number;
  readonly residentBytes: number;
}

const PROBE = new URL('./cpu-probe.mjs', import.meta.url).href;
const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const BARE = fileURLToPath(new URL('./bare-server.mjs', import.meta.url));

/** A server in a process of its own, whose CPU time can be asked for. */
export class MeasuredServer {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #output: string;

  constructor(child: ChildProcess, port: number, output: string) {
    this.#child = child;
    this.port = port;
    this.#output = output;
  }

  /** The key of `admin`, as the banner shows it. */
  get admin(): Signer {
    const [, accessKeyId = '', secretAccessKey = ''] = /admin key\s+(\S+) \/ (\S+)/.exec(this.#output) ?? [];
    return { accessKeyId, secretAccessKey };
  }

  /** Starts the built Utsuwa. @param options of `utsuwa start`, without the port */
  static utsuwa(options: readonly string[]): Promise<MeasuredServer> {
    return launch(
      [CLI, 'start', '--port', '0', ...options],
      /endpoint\s+http:\/\/[\d.]+:(\d+)[\s\S]*\nready\n/,
    );
  }

  /** Starts a bare `node:http` server that drains each request and answers the given bytes. */
  static async bare(answer: Buffer): Promise<MeasuredServer> {
    const server = await launch([BARE], /port (\d+)\n/);
    server.#child.send({ answer: answer.toString('base64') });
    await server.usage();
    return server;
  }

  /** The same process, on another of its ports. */
  at(port: number): MeasuredServer {
    return new MeasuredServer(this.#child, port, this.#output);
  }

  usage(): Promise<Usage> {
    return new Promise((resolve) => {
      this.#child.once('message', (usage) => resolve(usage as Usage));
      this.#child.send('usage');
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#child.once('exit', () => resolve());
      this.#child.kill('SIGTERM');
    });
  }
}

function launch(args: readonly string[], ready: RegExp): Promise<MeasuredServer> {
  const child = spawn(process.execPath, ['--import', PROBE, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const port = ready.exec(output)?.[1];
      if (port !== undefined) resolve(new MeasuredServer(child, Number(port), output));
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${output}`)));
  });
}
