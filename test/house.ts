import { start } from '../src/main.ts';
import type { Running, StartOptions } from '../src/main/start-options.ts';
import { runAwsCli, type CliOptions, type CliResult } from './aws-cli.ts';
import { runUtsuwa } from './utsuwa-cli.ts';

/** Keys as clients take them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Left out, not `undefined`: so the SDK wants it. */
  readonly sessionToken?: string;
}

/** A house that serves on a real socket, for the length of a test. */
export interface TestHouse {
  readonly endpoint: string;
  readonly port: number;
  readonly accountId: string;
  readonly root: Credentials;
  /** May do everything, but is not root. */
  readonly admin: Credentials;
  /** What an AWS SDK's client takes: `new IAMClient(house.client())`. */
  client(credentials?: Credentials): SdkConfiguration;
  /** Runs the real AWS CLI, as admin unless told otherwise. */
  aws(args: readonly string[], credentials?: Credentials, options?: CliOptions): Promise<CliResult>;
  /** The same, for an answer: its JSON. Fails with the CLI's own words. */
  awsJson<T = Record<string, unknown>>(args: readonly string[], credentials?: Credentials): Promise<T>;
  /** Runs a command on an instance by `bin/utsuwa exec`; the real AWS CLI is on its PATH. */
  onInstance(instanceId: string, command: readonly string[], options?: CliOptions): Promise<CliResult>;
  close(): Promise<void>;
}

/** The configuration that every test's SDK clients share. */
export interface SdkConfiguration {
  readonly endpoint: string;
  readonly region: string;
  readonly maxAttempts: number;
  /** The SDK takes no `sessionToken: undefined`. */
  readonly credentials: Omit<Credentials, 'sessionToken'> & { readonly sessionToken?: string };
}

export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';
const ROOT: Credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Starts a house in memory on a free port; answers that the model does not know fail the request. */
export async function startHouse(options: Partial<StartOptions> = {}): Promise<TestHouse> {
  const running = await start({
    port: 0,
    host: '127.0.0.1',
    place: { kind: 'memory' },
    accountId: ACCOUNT,
    region: REGION,
    rootKey: ROOT,
    hostNames: [],
    strict: true,
    ...options,
  });
  return new RunningTestHouse(running);
}

/** By themselves they wait a second for the metadata service, and ask once: too little on a busy machine. */
const CLIENTS_OF_PYTHON: ReadonlySet<string> = new Set(['aws', 'python3']);
const PATIENT = ['env', 'AWS_METADATA_SERVICE_TIMEOUT=30'];

class RunningTestHouse implements TestHouse {
  readonly endpoint: string;
  readonly port: number;
  readonly accountId = ACCOUNT;
  readonly root = ROOT;
  readonly admin: Credentials;
  readonly #running: Running;

  constructor(running: Running) {
    this.#running = running;
    this.endpoint = running.endpoint;
    this.port = running.port;
    if (running.admin === undefined) throw new Error('the house has no admin');
    this.admin = running.admin;
  }

  client(credentials: Credentials = this.admin): SdkConfiguration {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    return {
      endpoint: this.endpoint,
      region: REGION,
      maxAttempts: 1,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    };
  }

  aws(
    args: readonly string[],
    credentials: Credentials = this.admin,
    options: CliOptions = {},
  ): Promise<CliResult> {
    return runAwsCli(args, this.#environment(credentials), options);
  }

  async awsJson<T>(args: readonly string[], credentials: Credentials = this.admin): Promise<T> {
    const { code, stdout, stderr } = await this.aws([...args, '--output', 'json'], credentials);
    if (code !== 0) throw new Error(`aws ${args.join(' ')}: exit ${code}: ${stderr.trim()}`);
    return (stdout.trim() === '' ? {} : JSON.parse(stdout)) as T;
  }

  onInstance(instanceId: string, command: readonly string[], options: CliOptions = {}): Promise<CliResult> {
    const patient = CLIENTS_OF_PYTHON.has(command[0] ?? '') ? PATIENT : [];
    return runUtsuwa(
      ['exec', '--port', String(this.port), '--instance', instanceId, '--', ...patient, ...command],
      options,
    );
  }

  close(): Promise<void> {
    return this.#running.close();
  }

  #environment({ accessKeyId, secretAccessKey, sessionToken }: Credentials): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_DEFAULT_REGION: REGION,
      ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
    };
  }
}
