import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Credentials, TestHouse } from '../house.ts';
import { REGION } from '../house.ts';
import type { InstalledTerraform } from './installed-terraform.ts';
import { RunningProvider } from './running-provider.ts';

/** What a run of Terraform ended with; `output` is both of its streams, in the order written. */
interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly output: string;
}

/** How to run it. */
interface RunOptions {
  /** Input variables by name. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /**
   * Interrupts the run once the provider's log, which is then part of the output, holds this. Only where
   * Terraform starts the provider.
   */
  readonly until?: string | undefined;
}

/** For `describe`: the provider waits ten seconds for each step of an instance, and a machine may be busy. */
export const SLOW = { timeout: 600_000 };

const INTERPRETER = ['-no-color', '-input=false'];

/** Each run reads the schemas of 1,500 resources and then ends: it need not collect garbage on the way. */
const LITTLE_GARBAGE = { GOGC: 'off', GOMEMLIMIT: '1GiB' };

/**
 * A folder with a configuration and its state, for the length of a test. The provider finds the house by the
 * environment alone, as after `eval "$(bin/utsuwa env)"`.
 */
export class Workspace {
  readonly #terraform: InstalledTerraform;
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string>>;
  #provider: RunningProvider | undefined;
  #running: ChildProcess | undefined;

  private constructor(terraform: InstalledTerraform, folder: string, env: Readonly<Record<string, string>>) {
    this.#terraform = terraform;
    this.#folder = folder;
    this.#env = env;
  }

  /** Opens one whose runs share one process of the provider, where it lies unpacked. */
  static async open(
    terraform: InstalledTerraform,
    house: TestHouse,
    configuration: string,
    credentials: Credentials = house.admin,
  ): Promise<Workspace> {
    const workspace = await Workspace.#make(terraform, house, configuration, credentials);
    if (terraform.provider === undefined) {
      await workspace.#succeed(['init', ...INTERPRETER]);
    } else {
      workspace.#provider = await RunningProvider.start(
        terraform.provider,
        workspace.#folder,
        workspace.#env,
      );
    }
    return workspace;
  }

  /** Opens one and runs `terraform init`, as a user does; each run then starts the provider. */
  static async initialized(
    terraform: InstalledTerraform,
    house: TestHouse,
    configuration: string,
    credentials: Credentials = house.admin,
  ): Promise<Workspace> {
    const workspace = await Workspace.#make(terraform, house, configuration, credentials);
    await workspace.#succeed(['init', ...INTERPRETER]);
    return workspace;
  }

  static async #make(
    terraform: InstalledTerraform,
    house: TestHouse,
    configuration: string,
    { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  ): Promise<Workspace> {
    const folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-terraform-'));
    const settings = path.join(folder, 'cli.tfrc');
    await writeFile(settings, cliConfiguration(terraform.mirror));
    const workspace = new Workspace(terraform, folder, {
      ...LITTLE_GARBAGE,
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      TF_CLI_CONFIG_FILE: settings,
      CHECKPOINT_DISABLE: '1',
      AWS_ENDPOINT_URL: house.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: REGION,
      ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
    });
    await workspace.configure(configuration);
    return workspace;
  }

  /** Puts another configuration in place of the one before. */
  configure(configuration: string): Promise<void> {
    return writeFile(path.join(this.#folder, 'main.tf'), PROVIDERS + configuration);
  }

  /** Puts a file beside the configuration. */
  put(name: string, content: string | Uint8Array): Promise<void> {
    return writeFile(path.join(this.#folder, name), content);
  }

  /** Applies, and holds the plan made afterwards to be empty. */
  async apply(options: RunOptions = {}): Promise<string> {
    const applied = await this.#succeed(['apply', ...INTERPRETER, '-auto-approve'], options);
    // Exit code 2 says that there are changes.
    await this.#succeed(['plan', ...INTERPRETER, '-detailed-exitcode'], options);
    return applied;
  }

  /** Applies what must fail. @returns what it printed */
  async failToApply(options: RunOptions = {}): Promise<string> {
    const { code, output } = await this.#spawn(['apply', ...INTERPRETER, '-auto-approve'], options);
    if (code === 0) throw new Error(`terraform apply ended well:\n${output}`);
    return output;
  }

  /** What would be done, as `terraform show -json` prints it. */
  async planned(): Promise<string> {
    await this.#succeed(['plan', ...INTERPRETER, '-out', 'plan']);
    return (await this.#spawn(['show', '-json', 'plan'])).stdout;
  }

  /** A file in its folder. */
  path(name: string): string {
    return path.join(this.#folder, name);
  }

  /** The root module's outputs by name. */
  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    const { stdout } = await this.#spawn(['output', '-json']);
    const outputs = JSON.parse(stdout) as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** Destroys what the state holds, as it was last read. */
  destroy(): Promise<string> {
    return this.#succeed(['destroy', ...INTERPRETER, '-auto-approve', '-refresh=false']);
  }

  /** Removes the folder; a run that a test has left behind, and the provider, are ended first. */
  async close(): Promise<void> {
    this.#running?.kill('SIGKILL');
    await this.#provider?.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #succeed(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const { code, output } = await this.#spawn(args, options);
    if (code !== 0) throw new Error(`terraform ${args[0]} ended with ${code}:\n${output}`);
    return output;
  }

  #spawn(args: readonly string[], { variables = {}, until }: RunOptions = {}): Promise<Result> {
    const given = Object.entries(variables).map(([name, value]) => [`TF_VAR_${name}`, value]);
    return new Promise((resolve, reject) => {
      const child = spawn(this.#terraform.binary, args, {
        cwd: this.#folder,
        env: {
          ...this.#env,
          ...Object.fromEntries(given),
          ...(this.#provider === undefined ? {} : { TF_REATTACH_PROVIDERS: this.#provider.address }),
          ...(until === undefined ? {} : { TF_LOG_PROVIDER: 'DEBUG' }),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      this.#running = child;
      let stdout = '';
      let output = '';
      let interrupted = false;
      const heard = (text: string) => {
        output += text;
        if (until === undefined || interrupted || !output.includes(until)) return;
        interrupted = true;
        child.kill('SIGINT');
      };
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
        heard(text);
      });
      child.stderr.setEncoding('utf8').on('data', heard);
      child.on('error', reject);
      child.on('close', (code) => {
        this.#running = undefined;
        resolve({ code, stdout, output });
      });
    });
  }
}

const PROVIDERS = `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
`;

function cliConfiguration(mirror: string): string {
  return `provider_installation {
  filesystem_mirror {
    path = ${JSON.stringify(mirror)}
  }
}
`;
}
