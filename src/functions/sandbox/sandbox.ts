import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { inUserNamespace, unshareOptions } from '../../instances/netns/namespaces.ts';
import { SYSTEM_PATH } from '../../instances/netns/run-tool.ts';
import type { PackageFolder } from '../sdk-packages.ts';
import { PLAIN_SCRIPT, SANDBOX_SCRIPT } from './sandbox-script.ts';

/** What a sandbox is made of. All paths are absolute, and the host's. */
export interface SandboxPlan {
  /** A folder of its own, empty. */
  readonly place: string;
  readonly code: string;
  readonly runtimes: string;
  /** Its layers, unpacked; absent without any. */
  readonly layers: string | undefined;
  /** Further folders that it sees where the host has them. */
  readonly folders: readonly string[];
  /** Packages that Node.js finds from wherever its code lies. */
  readonly packages: readonly PackageFolder[];
  /** Where its layers may hold such, below their folder; the first that is there counts, and before those. */
  readonly layerPackages: readonly string[];
  readonly storageMegabytes: number;
  /** Names that lead to its own loopback. */
  readonly hosts: readonly string[];
  /** A certificate that it is to trust, PEM. */
  readonly authority: string;
  /** Whom the function runs as, where the server is root: nobody else has this number. */
  readonly userId: number;
  readonly command: readonly string[];
}

const MOST_CHARACTERS = 4096;

/** A process that holds what one environment of a function runs in, with all that runs there. */
export class Sandbox {
  /** What the function prints. */
  readonly output: readonly Readable[];
  /** The holder's number on the host; all that runs is below it. */
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #isGroup: boolean;
  #begins: string | undefined;

  private constructor(child: ChildProcess, pid: number, begins: string | undefined) {
    this.#child = child;
    this.pid = pid;
    this.#isGroup = begins === undefined;
    this.#begins = begins;
    this.output = [child.stdout, child.stderr].filter((stream) => stream !== null);
  }

  /**
   * Makes one in namespaces of its own; the function does not run before {@link begin}.
   *
   * @param variables the function's environment
   * @throws Error with the system's words when it cannot be made
   */
  static async isolated(plan: SandboxPlan, variables: Readonly<Record<string, string>>): Promise<Sandbox> {
    const args = [...unshareOptions(), 'sh', '-c', SANDBOX_SCRIPT, 'sh', ...plan.command];
    const child = spawn('unshare', args, {
      stdio: STDIO,
      cwd: '/',
      env: {
        PATH: SYSTEM_PATH,
        PLACE: plan.place,
        CODE: plan.code,
        RUNTIMES: plan.runtimes,
        LAYERS: plan.layers ?? '',
        FOLDERS: plan.folders.join('\n'),
        PACKAGES: plan.packages.map(({ name, folder }) => `${name}=${folder}`).join('\n'),
        LAYER_PACKAGES: plan.layerPackages.join(' '),
        STORAGE: String(plan.storageMegabytes),
        HOSTS: plan.hosts.join(' '),
        AUTHORITY: plan.authority,
        USER_ID: inUserNamespace() ? '' : String(plan.userId),
      },
    });
    const said = await untilReady(child);
    const pid = Number(/^pid (\d+)$/m.exec(said)?.[1]);
    return new Sandbox(child, pid, exportsOf(variables));
  }

  /** Runs the function as any program of the operator's: only where they let it. */
  static async plain(
    plan: Pick<SandboxPlan, 'code' | 'command'>,
    variables: Readonly<Record<string, string>>,
  ): Promise<Sandbox> {
    const child = spawn('sh', ['-c', PLAIN_SCRIPT, 'sh', ...plan.command], {
      stdio: STDIO,
      cwd: '/',
      env: { ...variables, CODE_FOLDER: plan.code },
      // A group of its own, which ends as a whole.
      detached: true,
    });
    await untilReady(child);
    return new Sandbox(child, child.pid ?? 0, undefined);
  }

  /** Puts what will run here into a control group, whose bound holds for all of it. Before it begins. */
  async join(group: string): Promise<void> {
    await writeFile(path.join(group, 'cgroup.procs'), String(this.pid));
  }

  /** Starts the function in a sandbox that waits for it. */
  begin(): void {
    if (this.#begins === undefined) return;
    this.#child.stdin?.write(`${Buffer.from(this.#begins).toString('base64')}\n`);
    this.#begins = undefined;
  }

  /** Resolves with the function's exit code when its process has ended, or `undefined` with the holder. */
  async exited(): Promise<number | undefined> {
    const said = this.#child.stdio[3] as Readable;
    const exit = once(said.setEncoding('utf8'), 'data').then(([text]) =>
      Number(/^exit (\d+)/.exec(String(text))?.[1]),
    );
    return Promise.race([exit, this.ended.then(() => undefined)]);
  }

  /** Resolves when everything has ended. */
  get ended(): Promise<unknown> {
    return hasEnded(this.#child) ? Promise.resolve() : once(this.#child, 'exit');
  }

  /** Ends everything in it, at once. */
  async end(): Promise<void> {
    if (hasEnded(this.#child)) return;
    const { ended } = this;
    if (this.#isGroup) killGroup(this.pid);
    else {
      this.#child.stdin?.destroy();
      this.#child.kill('SIGKILL');
    }
    await ended;
  }
}

const STDIO: StdioOptions = ['pipe', 'pipe', 'pipe', 'pipe'];

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** What a shell reads to set variables: values stand in quotes, in which nothing has a meaning. */
function exportsOf(variables: Readonly<Record<string, string>>): string {
  const lines = Object.entries(variables).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
  );
  return `${lines.join('\n')}\n`;
}

/** Reads what the script says until it is ready. @throws Error with its complaint when it ends before */
function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    let complaint = '';
    const { stdin, stdout, stderr } = child as { stdin: Writable; stdout: Readable; stderr: Readable };
    stdin.on('error', () => undefined);
    const hear = (bytes: Buffer) => {
      said = (said + bytes.toString('utf8')).slice(0, MOST_CHARACTERS);
      if (!said.endsWith('ready\n')) return;
      stdout.off('data', hear).pause();
      stderr.off('data', complain).pause();
      resolve(said);
    };
    const complain = (bytes: Buffer) => {
      complaint = (complaint + bytes.toString('utf8')).slice(0, MOST_CHARACTERS);
    };
    stdout.on('data', hear);
    stderr.on('data', complain);
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`the function's sandbox could not be made (${code}): ${complaint.trim()}`)),
    );
  });
}
