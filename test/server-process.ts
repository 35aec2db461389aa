import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { REGION, type Credentials, type SdkConfiguration } from './house.ts';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/** How long a start may take on a busy machine, ms. */
const START_MS = 120_000;

/** What a process left when it ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and with what a server is started. */
export interface ServerOptions {
  /** Added to its environment. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly cwd?: string | undefined;
  /** Whom it runs as, where this process may choose. */
  readonly userId?: number | undefined;
}

/** The built Utsuwa in a process of its own, as `utsuwa start` starts it. */
export interface ServerProcess {
  readonly endpoint: string;
  readonly port: number;
  readonly pid: number;
  /** The key that the banner shows. */
  readonly admin: Credentials;
  /** What it has said so far. */
  output(): { readonly stdout: string; readonly stderr: string };
  /** What an AWS SDK's client takes; admin's key unless told otherwise. */
  client(credentials?: Credentials): SdkConfiguration;
  /** Sends a signal, SIGTERM unless told otherwise, and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<Ended>;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<Ended>;
}

/**
 * Starts the built Utsuwa and waits for its line `ready`.
 *
 * @param args of `utsuwa start`; `--port 0` unless they or the environment name one
 * @throws Error with all it said when it ends before
 */
export async function startServer(
  args: readonly string[],
  options: ServerOptions = {},
): Promise<ServerProcess> {
  const { child, ended, output } = launch(args, options);
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', () => {
      if (output().stdout.endsWith('\nready\n')) resolve();
    });
  });
  const failed = ended.then((end) => {
    throw new Error(`the server ended with ${end.code ?? end.signal}: ${end.stderr}${end.stdout}`);
  });
  failed.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not ready: ${output().stderr}`)), START_MS);
  });
  let shown: { readonly endpoint: string; readonly admin: Credentials };
  try {
    await Promise.race([ready, failed, late]);
    shown = readBanner(output().stdout);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
  }
  const { endpoint, admin } = shown;
  return {
    endpoint,
    port: Number(new URL(endpoint).port),
    pid: child.pid ?? 0,
    admin,
    output,
    client: (credentials = admin) => ({
      endpoint,
      region: REGION,
      maxAttempts: 1,
      credentials: { ...credentials },
    }),
    end: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
    ended,
  };
}

/** Starts the built Utsuwa where it is expected to end by itself. */
export function refusedStart(args: readonly string[], options: ServerOptions = {}): Promise<Ended> {
  const { child, ended } = launch(args, options);
  const timer = setTimeout(() => child.kill('SIGKILL'), START_MS);
  return ended.finally(() => clearTimeout(timer));
}

function launch(args: readonly string[], { env = {}, cwd, userId }: ServerOptions) {
  const named = args.includes('--port') || 'UTSUWA_PORT' in env;
  const child = spawn(process.execPath, [CLI, 'start', ...(named ? [] : ['--port', '0']), ...args], {
    cwd,
    ...(userId !== undefined && { uid: userId, gid: userId }),
    env: { ...ownEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const output = () => ({ stdout, stderr });
  const ended = once(child, 'close').then(([code, signal]): Ended => {
    process.removeListener('exit', kill);
    return { code: code as number | null, signal: signal as NodeJS.Signals | null, ...output() };
  });
  return { child, ended, output };
}

/** This process's environment without what would change how a server starts or looks. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { CI: _ci, FORCE_COLOR: _force, NO_COLOR: _no, ...rest } = process.env;
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('UTSUWA_')));
}

function readBanner(banner: string): { readonly endpoint: string; readonly admin: Credentials } {
  const endpoint = /endpoint +(http:\S+)/.exec(banner)?.[1];
  const [, accessKeyId, secretAccessKey] = /admin key +(\S+) \/ (\S+)/.exec(banner) ?? [];
  if (endpoint === undefined || accessKeyId === undefined || secretAccessKey === undefined)
    throw new Error(`the banner lacks the endpoint or the admin's key: ${banner}`);
  return { endpoint, admin: { accessKeyId, secretAccessKey } };
}
