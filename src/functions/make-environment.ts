import type { Server } from 'node:net';
import { rm } from 'node:fs/promises';
import type { FunctionOutcome, RunnableFunction, StoredZip } from '../operation/functions.ts';
import { boundedMemoryGroup, removeGroup } from '../instances/netns/process-group.ts';
import type { House } from '../operation/house.ts';
import { assumeFunctionRole } from './assume-function-role.ts';
import type { CodeFolders } from './code-folders.ts';
import { Environment } from './environment.ts';
import { functionVariables, layerPackages } from './function-variables.ts';
import { withHouseVariables } from './house-variables.ts';
import { findBootstrap } from './find-bootstrap.ts';
import { interpreterOf, RUNTIMES_FOLDER } from './interpreters.ts';
import { RuntimeApi } from './runtime-api.ts';
import { openPorts } from './sandbox/open-ports.ts';
import { AUTHORITY_FILE } from './sandbox/sandbox-script.ts';
import { LogDelivery } from './logs/log-delivery.ts';
import { Sandbox } from './sandbox/sandbox.ts';
import { sdkPackages } from './sdk-packages.ts';
import { callbackHost } from './callback-host.ts';

/** Where functions can run on this machine. */
export type Ground =
  /** In namespaces of their own, where AWS's APIs are served on what is opened there. */
  | {
      readonly kind: 'isolated';
      readonly serve: (opened: Server, transport: 'http' | 'https') => Promise<{ close(): Promise<void> }>;
      /** The certificate that functions are to trust, PEM. */
      readonly authority: () => Promise<string>;
    }
  /** As any program of the operator's, who let them. */
  | { readonly kind: 'plain' }
  /** Nowhere, and why. */
  | { readonly kind: 'none'; readonly reason: string };

const MB = 1024 * 1024;
/** What a sandbox itself takes, and an interpreter's pages that nobody counts, bytes. */
const SPARE = 64 * MB;

/** What an environment may hold in memory by whatever means, its `/tmp` included, bytes. */
function boundOf({ memoryMegabytes, storageMegabytes }: RunnableFunction): number {
  return (memoryMegabytes + storageMegabytes) * MB + SPARE;
}

/**
 * The name of an environment's log stream. In a group that functions may share it says whose it is.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
 */
function logStreamOf({ name, version, logGroup }: RunnableFunction, startedAt: Date, id: string): string {
  const day = startedAt.toISOString().slice(0, 10).replaceAll('-', '/');
  return logGroup === `/aws/lambda/${name}`
    ? `${day}/[${version}]${id}`
    : `${day}/${name}[${version}][${id}]`;
}

/** Inside a sandbox everything has AWS's own place. */
const INSIDE = {
  code: '/var/task',
  runtimes: '/var/runtime',
  layers: '/opt',
  temporary: '/tmp',
  authority: AUTHORITY_FILE,
} as const;
const RUNTIME_PORT = 9001;
const OTHER_RUNTIME_PORT = 9002;
const TLS_PORT = 443;

/** Users that no machine has: each environment is one of its own, so that none can count or stop another's processes. */
const FIRST_USER = 1_700_000_000;
const USERS = 100_000;
let made = 0;

/**
 * Makes a function's environment: takes its role's credentials, unpacks its code and layers, makes the sandbox and
 * starts the runtime there.
 *
 * @returns why there is none, where that is the caller's to know
 * @throws Error when the sandbox cannot be made
 */
export async function makeEnvironment(
  house: House,
  fn: RunnableFunction,
  ground: () => Promise<Ground>,
  folders: CodeFolders,
): Promise<Environment | Exclude<FunctionOutcome, { kind: 'ended' }>> {
  const where = await ground();
  if (where.kind === 'none') return { kind: 'cannot-run', reason: where.reason };
  const credentials = await assumeFunctionRole(house, fn);
  if (credentials === undefined) return { kind: 'role-refused' };
  const undo: (() => Promise<void>)[] = [];
  const release = async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  const unpacked = async (zips: readonly StoredZip[]) => {
    const folder = await folders.take(zips);
    undo.push(() => folders.giveBack(zips));
    return folder;
  };
  let code: string;
  let layers: string | undefined;
  try {
    code = await unpacked([fn.code]);
    layers = fn.layers.length === 0 ? undefined : await unpacked(fn.layers);
  } catch {
    await release();
    return { kind: 'bad-code' };
  }
  const number = made++;
  const place = await folders.place(`environment-${number}`);
  undo.push(() => rm(place, { recursive: true, force: true }));
  try {
    const seen =
      where.kind === 'isolated'
        ? INSIDE
        : { code, runtimes: RUNTIMES_FOLDER, layers: layers ?? place, temporary: place };
    const bootstrap = fn.runtime.startsWith('provided')
      ? await findBootstrap({ code, layers }, seen)
      : undefined;
    const interpreter = await interpreterOf(fn.runtime, {
      runtimes: seen.runtimes,
      bootstrap: bootstrap?.program,
    });
    if (typeof interpreter === 'string') {
      await release();
      return { kind: 'cannot-run', reason: interpreter };
    }
    const packages = fn.runtime.startsWith('nodejs') ? sdkPackages() : [];
    const logStream = logStreamOf(fn, house.clock.now(), house.ids.token(32));
    const logs = new LogDelivery(
      house,
      { region: fn.region, group: fn.logGroup, stream: logStream },
      credentials,
    );
    const parts = { fn, credentials, logs, release, entrypointProblem: bootstrap?.problem };
    const { endpoint } = house.settings;
    const variablesAt = (runtimeApi: string, reached: string) =>
      withHouseVariables(
        functionVariables(fn, credentials, {
          ...seen,
          runtimeApi,
          endpoint: reached,
          logStream,
        }),
        'authority' in seen ? seen.authority : undefined,
      );
    const { command } = interpreter;
    if (where.kind === 'plain') {
      await folders.bring(packages);
      const api = await RuntimeApi.open();
      undo.push(() => api.close());
      const sandbox = await Sandbox.plain({ code, command }, variablesAt(api.address, endpoint));
      return new Environment({ ...parts, sandbox, api });
    }
    const port = Number(new URL(endpoint).port);
    const runtimePort = port === RUNTIME_PORT ? OTHER_RUNTIME_PORT : RUNTIME_PORT;
    const plan = {
      place,
      code,
      command,
      layers,
      runtimes: RUNTIMES_FOLDER,
      folders: interpreter.folders,
      packages,
      layerPackages: layerPackages(fn.runtime),
      hosts: [callbackHost(fn.region)],
      authority: await where.authority(),
      storageMegabytes: fn.storageMegabytes,
      userId: FIRST_USER + (number % USERS),
    };
    const variables = variablesAt(`127.0.0.1:${runtimePort}`, `http://127.0.0.1:${port}`);
    const sandbox = await Sandbox.isolated(plan, variables);
    undo.push(() => sandbox.end());
    const group = await boundedMemoryGroup(`function-${number}`, boundOf(fn));
    if (group !== undefined) {
      undo.splice(-1, 0, () => removeGroup(group));
      await sandbox.join(group);
    }
    const [runtime, apis, secure] = await openPorts(sandbox.pid, [runtimePort, port, TLS_PORT]);
    if (runtime === undefined || apis === undefined || secure === undefined)
      throw new Error('a listener was not handed over');
    const api = await RuntimeApi.open(runtime);
    undo.push(() => api.close());
    const served = await where.serve(apis, 'http');
    undo.push(() => served.close());
    const servedSecurely = await where.serve(secure, 'https');
    undo.push(() => servedSecurely.close());
    return new Environment({ ...parts, sandbox, api });
  } catch (error) {
    await release();
    throw error;
  }
}
