import path from 'node:path';
import { stderrLog } from '../kernel/log.ts';
import { isLoopback } from '../kernel/loopback.ts';
import { start } from '../main.ts';
import type { Running, StartOptions } from '../main/start-options.ts';
import { banner } from './banner.ts';
import { rootKey, type RootKey } from './root-key.ts';
import { UserError } from './user-error.ts';

/** `utsuwa start`'s options, as commander hands them over. */
export interface StartCommandOptions {
  readonly port: number;
  readonly host: string;
  readonly hostName?: readonly string[] | undefined;
  readonly data: string;
  readonly ephemeral?: boolean | undefined;
  readonly store?: string | undefined;
  readonly durability: string;
  readonly instancePace: 'fast' | 'aws';
  readonly roleSwaps: 'at-once' | 'at-renewal';
  readonly loopbackHttp: 'secure' | 'insecure';
  readonly account: string;
  readonly region: string;
  readonly isolation: string;
  readonly allowHostExec?: boolean | undefined;
}

/** Serves until SIGINT, SIGTERM or SIGHUP, which end it cleanly with exit code 0. */
export async function startCommand(options: StartCommandOptions): Promise<void> {
  const key = rootKey();
  if (key.wellKnown && !isLoopback(options.host)) {
    throw new UserError(
      `refused to listen on \`${options.host}\` with the root key that everybody knows; ` +
        'set UTSUWA_ROOT_ACCESS_KEY_ID and UTSUWA_ROOT_SECRET_ACCESS_KEY, or listen on 127.0.0.1',
    );
  }
  if (options.allowHostExec === true && !isLoopback(options.host)) {
    throw new UserError(
      `refused to run user data on this machine itself while listening on \`${options.host}\`: ` +
        'leave out --allow-host-exec, or listen on 127.0.0.1',
    );
  }
  await assertIsolation(options.isolation);
  const running = await open(options, key);
  endOnSignal(running);
  process.stdout.write(banner(running, key));
  process.stdout.write('ready\n');
}

/** @throws UserError with what is missing where instances cannot be isolated as asked */
async function assertIsolation(isolation: string): Promise<void> {
  if (isolation === 'process') return;
  const { isolationObstacles } = await import('../instances/netns/namespaces.ts');
  const obstacles = await isolationObstacles();
  if (obstacles.length === 0) return;
  throw new UserError(
    `refused to start with --isolation netns: ${obstacles.join('; ')}; \`--isolation process\` works anywhere`,
  );
}

/**
 * Signals after the first change nothing: a terminal's Ctrl-C under `npm start` comes twice, by the
 * terminal and by npm.
 */
function endOnSignal(running: Running): void {
  let closing: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      closing ??= running.close().then(
        () => process.exit(0),
        (error: unknown) => {
          stderrLog.error('the server could not be closed', error);
          process.exit(1);
        },
      );
    });
  }
}

async function open(options: StartCommandOptions, key: RootKey): Promise<Running> {
  const { port, host, account, region, durability } = options;
  if (durability !== 'process' && durability !== 'power') {
    throw new UserError(`--durability is \`process\` or \`power\`, not \`${durability}\``);
  }
  const place = placeOf(options);
  try {
    return await start({
      port,
      host,
      place,
      durability,
      onWaiting: (sentence) => process.stderr.write(`utsuwa: ${sentence}\n`),
      instancePace: options.instancePace,
      roleSwaps: options.roleSwaps,
      loopbackHttp: options.loopbackHttp,
      accountId: account,
      region,
      rootKey: key,
      allowsHostExec: options.allowHostExec ?? false,
      isolation: options.isolation === 'netns' ? 'netns' : 'process',
      hostNames: options.hostName ?? [],
      instancesDirectory:
        place.kind === 'memory' ? undefined : path.join(path.resolve(options.data), 'instances'),
    });
  } catch (error) {
    throw asUserError(error, options);
  }
}

function placeOf({ store, ephemeral, data }: StartCommandOptions): StartOptions['place'] {
  if (store !== undefined) {
    if (!/^postgres(ql)?:\/\//.test(store)) throw new UserError('--store takes a postgres:// address');
    if (ephemeral === true) throw new UserError('give --store or --ephemeral, not both');
    return { kind: 'postgres', url: store };
  }
  return ephemeral === true ? { kind: 'memory' } : { kind: 'sqlite', directory: path.resolve(data) };
}

/** Errors of the store whose message says what to mend. */
const FOR_THE_OPERATOR = new Set([
  'DatabaseUnusableError',
  'DirectoryInUseError',
  'DirectoryUnusableError',
  'NewerSchemaError',
]);

function asUserError(error: unknown, { port, host }: StartCommandOptions): unknown {
  if (!(error instanceof Error)) return error;
  if (FOR_THE_OPERATOR.has(error.name)) return new UserError(error.message);
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new UserError(`port ${port} is taken; stop what listens there, or choose another with --port`);
    case 'EACCES':
      return new UserError(`port ${port} may not be opened by this user; choose one above 1023 with --port`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new UserError(`\`${host}\` is no address of this machine`);
    default:
      return error;
  }
}
