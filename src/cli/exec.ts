import { existsSync } from 'node:fs';
import { instanceEnvironment, type InstancePlace } from '../instances/instance-environment.ts';
import { askServer } from './control-client.ts';
import { runHere } from './run-here.ts';
import { endWithInstance } from './end-with-instance.ts';
import { UserError } from './user-error.ts';

/** `utsuwa exec`'s options: one of an instance and a task's role. */
export interface ExecCommandOptions {
  readonly instance?: string | undefined;
  readonly taskRole?: string | undefined;
  readonly port: number;
}

/**
 * Runs a command as if on an instance: without the operator's keys, with the instance's metadata and home.
 * Its exit code becomes ours. With a task's role, as if in a container of ECS's.
 */
export async function execCommand(
  command: readonly string[],
  { instance, taskRole, port }: ExecCommandOptions,
): Promise<void> {
  if ((instance === undefined) === (taskRole === undefined)) {
    throw new UserError('give one of --instance and --task-role');
  }
  if (taskRole !== undefined) {
    const { execTaskCommand } = await import('./exec-task.ts');
    return execTaskCommand(command, { taskRole, port });
  }
  return runOnInstance(command, instance ?? '', port);
}

/** Runs a command on an instance, wherever that is; its exit code becomes ours. */
export async function runOnInstance(
  command: readonly string[],
  instance: string,
  port: number,
): Promise<void> {
  const place = await placeOf(instance, port);
  if (place.machine === undefined) return runBeside(command, place, port);
  const { runInMachine } = await import('./run-in-machine.ts');
  return runInMachine(command, place, place.machine);
}

/** Runs a command in this machine's own namespaces; it ends with the instance. */
async function runBeside(command: readonly string[], place: InstancePlace, port: number): Promise<void> {
  const watch = new AbortController();
  const began = (pid: number) => void endWithInstance(place.instanceId, port, pid, watch.signal);
  try {
    await runHere(command, instanceEnvironment(process.env, place, existsSync), { began });
  } finally {
    watch.abort();
  }
}

async function placeOf(instance: string, port: number): Promise<InstancePlace> {
  if (!/^[\w-]{1,64}$/.test(instance)) throw new UserError(`\`${instance}\` is no instance id`);
  const answer = await askServer(port, 'GET', `instances/${instance}/metadata-endpoint`);
  return answer as unknown as InstancePlace;
}
