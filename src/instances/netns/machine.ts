import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { AwsError } from '../../kernel/aws-error.ts';
import { enteringCommand, type MachineEntry } from '../machine-entry.ts';
import { MACHINE_SCRIPT } from './machine-script.ts';
import { inUserNamespace, unshareOptions } from './namespaces.ts';
import { powerRequest, type PowerRequest } from './power-programs.ts';
import { runTool, SYSTEM_PATH } from './run-tool.ts';

/** What a machine is made of. All paths are absolute. */
export interface MachinePlan {
  /** The instance's directory: its layers and its own files of `/etc` are there. */
  readonly directory: string;
  /** The instance's home. */
  readonly home: string;
  /** Its host name, without a domain. */
  readonly name: string;
  readonly operatorHome: string;
  /** Folders in the operator's home that are seen on the instance. */
  readonly layers: readonly string[];
  /** What of the host nobody on the instance may read. */
  readonly hidden: readonly string[];
  /** Told, once, when a program on it shuts it down or reboots it. */
  readonly asked: (request: PowerRequest) => void;
}

type Holder = ChildProcessByStdio<Writable, Readable, Readable>;

const MOST_CHARACTERS = 4096;

/** How long what runs may take to end by itself, in steps of 50 ms; then it is killed. */
const STEPS_TO_END = 40;
const ASK_TO_END = String.raw`
kill -TERM -1
i=0
while [ $i -lt "$1" ]; do
  left=0
  for process in /proc/[0-9]*; do
    case $process in
      /proc/1 | /proc/$$) ;;
      *) if ! grep -qs '^State:.Z' "$process/status"; then left=1; fi ;;
    esac
  done
  [ $left = 0 ] && exit
  sleep 0.05
  i=$((i + 1))
done
`;

/**
 * A machine in namespaces of its own: network, host name, processes, files. One process holds them; with it,
 * or with this server however it ends, everything that runs there ends.
 */
export class Machine {
  readonly entry: MachineEntry;
  /** What could not be as it should, a line each. */
  readonly notes: readonly string[];
  readonly #holder: Holder;

  private constructor(holder: Holder, pid: number, notes: readonly string[]) {
    this.#holder = holder;
    this.entry = { pid, hasUserNamespace: inUserNamespace() };
    this.notes = notes;
  }

  /** Switches one on. @throws AwsError MachineNotMade (500) with the system's words when it cannot be made */
  static async start(plan: MachinePlan): Promise<Machine> {
    const holder = spawn('unshare', [...unshareOptions(), 'sh', '-c', MACHINE_SCRIPT], {
      stdio: ['pipe', 'pipe', 'pipe'],
      cwd: '/',
      env: {
        PATH: SYSTEM_PATH,
        MACHINE: plan.directory,
        HOME_DIRECTORY: plan.home,
        NAME: plan.name,
        OPERATOR_HOME: plan.operatorHome,
        LAYERS: plan.layers.join('\n'),
        HIDDEN: plan.hidden.join('\n'),
        // A layer must not follow a folder that was moved away from under a mask.
        OVERLAY: inUserNamespace() ? 'userxattr' : 'redirect_dir=nofollow',
      },
    });
    holder.stdin.on('error', () => undefined);
    const { pid, notes } = await untilReady(holder);
    listenFor(holder, plan.asked);
    return new Machine(holder, pid, notes);
  }

  /** Resolves when it has ended, for whatever reason. */
  get ended(): Promise<unknown> {
    return hasEnded(this.#holder) ? Promise.resolve() : once(this.#holder, 'exit');
  }

  /** Ends everything on it: asks first, as a shutdown does, then kills what is left. */
  async end(): Promise<void> {
    if (hasEnded(this.#holder)) return;
    const [command, ...args] = enteringCommand(this.entry, '/', [
      'sh',
      '-c',
      ASK_TO_END,
      'sh',
      String(STEPS_TO_END),
    ]);
    await runTool(command, args);
    const ended = this.ended;
    this.#holder.stdin.end();
    await ended;
  }
}

function hasEnded({ exitCode, signalCode }: Holder): boolean {
  return exitCode !== null || signalCode !== null;
}

/** What a machine says once it is ready is what its programs ask for. */
function listenFor({ stdout }: Holder, asked: MachinePlan['asked']): void {
  let waiting = '';
  let isAsked = false;
  stdout.on('data', (text: string) => {
    if (isAsked) return;
    const lines = (waiting + text).slice(-MOST_CHARACTERS).split('\n');
    waiting = lines.pop() ?? '';
    const request = lines.map(powerRequest).find((found) => found !== undefined);
    if (request === undefined) return;
    isAsked = true;
    asked(request);
  });
}

/** Reads what the script says until it is ready. */
function untilReady(holder: Holder): Promise<{ readonly pid: number; readonly notes: readonly string[] }> {
  return new Promise((resolve, reject) => {
    let said = '';
    let complaint = '';
    holder.stdout.setEncoding('utf8').on('data', function read(text: string) {
      said = (said + text).slice(0, MOST_CHARACTERS);
      if (!said.endsWith('ready\n')) return;
      holder.stdout.off('data', read);
      const lines = said.split('\n').slice(0, -2);
      const pid = Number(lines.pop()?.slice('pid '.length));
      resolve({ pid, notes: lines });
    });
    holder.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(0, MOST_CHARACTERS);
    });
    holder.once('error', reject);
    holder.once('close', (code) =>
      reject(
        new AwsError(
          'MachineNotMade',
          500,
          `the instance's namespaces could not be made (${code}): ${complaint.trim()}`,
        ),
      ),
    );
  });
}
