import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { House } from '../../operation/house.ts';
import type { InstanceView } from '../../operation/instances.ts';
import { instanceEnvironment, type InstancePlace } from '../instance-environment.ts';
import { enteringCommand } from '../machine-entry.ts';
import { bareMachineEnvironment } from '../machine-environment.ts';
import type { CommandLine } from '../run-command.ts';
import { Console } from './console.ts';
import { BESIDE, LIMITED, SCRIPT, WRITE_FILE } from './shell-words.ts';
import type { UserDataStep } from './user-data-steps.ts';

/** Where user data may run, and with what. */
export interface UserDataHost {
  /** All that a command on the instance has to know; `undefined` when the instance is off. */
  placeOf(instance: InstanceView): Promise<InstancePlace | undefined>;
  /** Whether it may run in this machine's own namespaces, as the server's user. */
  readonly allowsHostExec: boolean;
  /** A group that bounds how many processes run in it; `undefined` where the system gives none. */
  processGroup(instanceId: string): Promise<string | undefined>;
  /** Removes that group, once nothing runs in it. */
  endProcessGroup(instanceId: string): Promise<void>;
}

/** How long what runs in this machine's own namespaces may take to end by itself. */
const GRACE_MS = 2_000;

/** How often an instance that starts is looked at. */
const LOOK_EVERY_MS = 200;

/** How long to leave what floods the console waiting between two reads. */
const FLOOD_PAUSE_MS = 250;

/** Of the server's environment, all that a stranger's program gets. */
const PASSED_ON = ['PATH', 'LANG', 'LANGUAGE', 'LC_ALL', 'HOME'];

/**
 * Runs user data at an instance's first boot, as cloud-init would: once in its life, whichever server of the
 * store is first. What it writes is the instance's console.
 */
export class UserDataRuns {
  readonly #house: House;
  readonly #host: UserDataHost;
  /** What runs in this machine's own namespaces, by instance. */
  readonly #beside = new Map<string, Set<ChildProcess>>();
  /** Consoles of instances whose user data may still write. */
  readonly #consoles = new Map<string, Console>();
  /** Instances that have a process group. */
  readonly #grouped = new Set<string>();
  readonly #booting = new Set<Promise<void>>();
  readonly #stopListening: () => void;
  #isClosed = false;

  constructor(house: House, host: UserDataHost) {
    this.#house = house;
    this.#host = host;
    this.#stopListening = house.instances.onChange((id, event) => {
      if (event === 'rebooted') this.#endBeside(id).catch(this.#complain);
      else this.#later(id);
    });
  }

  /** Boots what was launched and never booted: a server may have ended in between. */
  async open(): Promise<void> {
    for (const id of await this.#house.instances.running()) this.#later(id);
  }

  /** Ends all that runs in this machine's own namespaces. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopListening();
    await Promise.all([...this.#beside.keys()].map((id) => this.#endBeside(id)));
    await Promise.all(this.#booting);
    await Promise.all([...this.#consoles.values()].map((console) => console.close()));
    await Promise.all([...this.#grouped].map((id) => this.#host.endProcessGroup(id)));
  }

  #later(instanceId: string): void {
    if (this.#isClosed) return;
    const settling = this.#settle(instanceId)
      .catch(this.#complain)
      .finally(() => this.#booting.delete(settling));
    this.#booting.add(settling);
  }

  async #settle(instanceId: string): Promise<void> {
    const instance = await this.#onceStarted(instanceId);
    if (instance === undefined) {
      await this.#endBeside(instanceId);
      if (this.#grouped.delete(instanceId)) await this.#host.endProcessGroup(instanceId);
      return undefined;
    }
    if (instance.userData === undefined) return undefined;
    if (!(await this.#house.instances.claimFirstBoot(instanceId))) return undefined;
    return this.#boot(instance, instance.userData);
  }

  /** @returns the instance once it runs; `undefined` when it is off, or the server closes before */
  async #onceStarted(instanceId: string): Promise<InstanceView | undefined> {
    for (;;) {
      const instance = await this.#house.instances.byId(instanceId);
      if (instance?.state === 'running') return instance;
      if (instance?.state !== 'pending' || instance.userData === undefined || this.#isClosed)
        return undefined;
      await delay(LOOK_EVERY_MS, undefined, { ref: false });
    }
  }

  async #boot(instance: InstanceView, userData: string): Promise<void> {
    const { instanceId } = instance;
    const { clock, instances } = this.#house;
    const console = new Console(
      (text) => instances.appendConsoleOutput(instanceId, text).catch(this.#complain),
      () => performance.now(),
    );
    this.#consoles.set(instanceId, console);
    const time = () => clock.now().toUTCString().replace('GMT', '+0000');
    console.say(
      `Cloud-init v. 22.2.2 running 'modules:final' at ${time()}. Up ${console.up.toFixed(2)} seconds.`,
    );
    try {
      await this.#runAll(instance, userData, console);
    } catch (error) {
      console.say(`the user data was not run: ${(error as Error).message}`);
    }
    const up = console.up.toFixed(2);
    console.say(`Cloud-init v. 22.2.2 finished at ${time()}. Datasource DataSourceEc2.  Up ${up} seconds`);
    await console.flush();
  }

  async #runAll(instance: InstanceView, userData: string, console: Console): Promise<void> {
    const place = await this.#host.placeOf(instance);
    if (place === undefined) return;
    if (place.machine === undefined && !this.#host.allowsHostExec) {
      console.say(
        'the user data was not run: it runs with `--isolation netns`, or on this machine itself with `--allow-host-exec`',
      );
      return;
    }
    const { readUserData } = await import('./read-user-data.ts');
    const group = await this.#host.processGroup(instance.instanceId);
    if (group !== undefined) this.#grouped.add(instance.instanceId);
    for (const step of await readUserData(userData)) {
      if (this.#isClosed) return;
      await this.#runStep(step, { place, console, group });
    }
  }

  async #runStep(step: UserDataStep, on: Ground): Promise<void> {
    const { console } = on;
    switch (step.kind) {
      case 'warning':
        return console.say(`[WARNING]: ${step.text}`);
      case 'file': {
        if (on.place.machine === undefined) {
          return console.say(
            `[WARNING]: \`${step.path}\` was not written: only an instance with files of its own has it`,
          );
        }
        const words = [step.path, step.permissions, step.owner, step.append ? 'append' : ''] as const;
        const code = await this.#run(['sh', '-c', WRITE_FILE, 'sh', ...words], step.content, on);
        return code === 0 ? undefined : console.say(`[WARNING]: \`${step.path}\` could not be written`);
      }
      case 'script': {
        const folder = scriptFolder(on.place);
        const file = `${folder}/${step.name}`;
        const own = step.hasInstanceId === true ? { INSTANCE_ID: on.place.instanceId } : {};
        const code = await this.#run(['sh', '-c', SCRIPT, 'sh', file], step.text, on, own);
        if (code === 0) return undefined;
        console.say(`subp.py[WARNING]: Failed to run ${file} [${code}]`);
        return console.say(
          `cc_scripts_user.py[WARNING]: Failed to run module scripts-user (scripts in ${folder})`,
        );
      }
    }
  }

  /** Runs a command as the instance's root. @returns its exit code; what it began may go on */
  async #run(
    command: CommandLine,
    input: Uint8Array,
    { place, console, group }: Ground,
    own: NodeJS.ProcessEnv = {},
  ): Promise<number> {
    const passed = Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]]));
    const isBeside = place.machine === undefined;
    const limited = ['-c', LIMITED, 'sh', group ?? '', ...entering(place, command)];
    const child = spawn('sh', isBeside ? ['-c', BESIDE, 'sh', 'sh', ...limited] : limited, {
      // The last is a pipe whose end tells that the server is gone.
      stdio: ['pipe', 'pipe', 'pipe', isBeside ? 'pipe' : 'ignore'],
      cwd: '/',
      env: {
        ...(isBeside
          ? instanceEnvironment(passed, place, existsSync)
          : bareMachineEnvironment(passed, existsSync)),
        ...own,
      },
      detached: true,
    });
    if (isBeside) this.#keep(place.instanceId, child);
    child.stdin?.on('error', () => undefined).end(input);
    readInto(console, child.stdout);
    readInto(console, child.stderr);
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? 137));
    });
  }

  #keep(instanceId: string, child: ChildProcess): void {
    const beside = this.#beside.get(instanceId) ?? new Set();
    this.#beside.set(instanceId, beside.add(child));
  }

  /** Ends what user data began: its process groups live as long as the pipe to each is open. */
  async #endBeside(instanceId: string): Promise<void> {
    const children = [...(this.#beside.get(instanceId) ?? [])];
    this.#beside.delete(instanceId);
    this.#consoles.delete(instanceId);
    if (children.length === 0) return;
    for (const child of children) signalGroup(child, 'SIGTERM');
    await Promise.race([delay(GRACE_MS, undefined, { ref: false }), Promise.all(children.map(outputEnded))]);
    for (const child of children) {
      signalGroup(child, 'SIGKILL');
      for (const stream of child.stdio) stream?.destroy();
    }
  }

  readonly #complain = (error: unknown): void => {
    this.#house.log.error('the user data of an instance could not be run', error);
  };
}

/** What a step runs on and with. */
interface Ground {
  readonly place: InstancePlace;
  readonly console: Console;
  readonly group: string | undefined;
}

/** What is written beyond all bounds is read slowly: its writer waits instead of keeping the machine busy. */
function readInto(console: Console, output: Readable | null): void {
  const take = console.listener();
  output?.on('data', (bytes: Buffer) => {
    take(bytes);
    if (!console.isFull) return;
    output.pause();
    setTimeout(() => output.resume(), FLOOD_PAUSE_MS).unref();
  });
}

/** Where cloud-init keeps scripts, or the nearest to it that the instance's root may write. */
function scriptFolder({ machine, home }: InstancePlace): string {
  if (machine === undefined) return path.join(path.dirname(home), 'cloud/scripts');
  return machine.hasUserNamespace ? '/run/cloud/instance/scripts' : '/var/lib/cloud/instance/scripts';
}

function entering({ machine }: InstancePlace, command: CommandLine): CommandLine {
  return machine === undefined ? command : enteringCommand(machine, '/', command);
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // Nobody is left in it.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Resolves when nobody holds a program's output any more. */
async function outputEnded({ stdout, stderr }: ChildProcess): Promise<void> {
  for (const stream of [stdout, stderr]) if (stream !== null && !stream.closed) await once(stream, 'close');
}
