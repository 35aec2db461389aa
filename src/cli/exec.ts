import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { endProcesses } from '../instances/end-processes.ts';
import { instanceEnvironment, type InstancePlace } from '../instances/instance-environment.ts';
import { askedVariables } from './asked-variables.ts';
import { askServer } from './control-client.ts';
import { instanceOff, sayIfOff, type InstanceOff } from './instance-off.ts';
import { runHere } from './run-here.ts';
import { UserError } from './user-error.ts';

/** `utsuwa exec`'s options: one of an instance and a task's role. */
export interface ExecCommandOptions {
  readonly instance?: string | undefined;
  readonly taskRole?: string | undefined;
  /** Variables that the command is to have, `NAME` or `NAME=VALUE`. */
  readonly env?: readonly string[] | undefined;
  readonly port: number;
}

/**
 * Runs a command as if on an instance: without the operator's keys, with the instance's metadata and home.
 * Its exit code becomes ours. With a task's role, as if in a container of ECS's.
 */
export async function execCommand(
  command: readonly string[],
  { instance, taskRole, env = [], port }: ExecCommandOptions,
): Promise<void> {
  if ((instance === undefined) === (taskRole === undefined)) {
    throw new UserError('give one of --instance and --task-role');
  }
  if (taskRole !== undefined) {
    const { execTaskCommand } = await import('./exec-task.ts');
    return execTaskCommand(command, { taskRole, env, port });
  }
  return runOnInstance(command, instance ?? '', { env, port });
}

/** How often a starting instance is looked at, and after how many looks that is said. */
const LOOK_EVERY_MS = 200;
const LOOKS_UNSAID = 5;

/** Runs a command on an instance, wherever that is, once it runs; its exit code becomes ours. */
export async function runOnInstance(
  command: readonly string[],
  instance: string,
  { env, port }: { readonly env: readonly string[]; readonly port: number },
): Promise<void> {
  const asked = askedVariables(env, process.env);
  const place = await placeOnceRunning(instance, port);
  const watch = new AbortController();
  const off = instanceOff(place.instanceId, port, watch.signal);
  try {
    await run(command, place, asked, off);
    await sayIfOff(off);
  } finally {
    watch.abort();
  }
}

async function run(
  command: readonly string[],
  place: InstancePlace,
  asked: NodeJS.ProcessEnv,
  off: Promise<InstanceOff>,
): Promise<void> {
  if (place.machine !== undefined) {
    const { runInMachine } = await import('./run-in-machine.ts');
    return runInMachine(command, place, place.machine, asked);
  }
  // In this machine's own namespaces: it ends with the instance all the same.
  const began = (pid: number) => void off.then(() => endProcesses(pid));
  return runHere(command, { ...instanceEnvironment(process.env, place, existsSync), ...asked }, { began });
}

async function placeOnceRunning(instance: string, port: number): Promise<InstancePlace> {
  for (let looks = 1; ; looks++) {
    const place = await placeOf(instance, port);
    if (!place.isPending) return place;
    if (looks === LOOKS_UNSAID)
      process.stderr.write('utsuwa: the instance is pending; waiting until it runs\n');
    await delay(LOOK_EVERY_MS);
  }
}

async function placeOf(instance: string, port: number): Promise<InstancePlace> {
  if (instance === '' || instance === '--') {
    throw new UserError('--instance needs an instance id, i-…; is the variable that was to hold it empty?');
  }
  if (!/^i-[0-9a-f]{1,32}$/.test(instance)) throw new UserError(`\`${instance}\` is no instance id`);
  const answer = await askServer(port, 'GET', `instances/${instance}/metadata-endpoint`);
  return answer as unknown as InstancePlace;
}
