import { existsSync } from 'node:fs';
import { instanceEnvironment, type InstancePlace } from '../instances/instance-environment.ts';
import { runCommand, type CommandLine } from '../instances/run-command.ts';
import { askServer } from './control-client.ts';
import { UserError } from './user-error.ts';

/** `utsuwa exec`'s options. */
export interface ExecCommandOptions {
  readonly instance: string;
  readonly port: number;
}

/**
 * Runs a command as if on an instance: without the operator's keys, with the instance's metadata and home.
 * Its exit code becomes ours.
 */
export async function execCommand(command: readonly string[], options: ExecCommandOptions): Promise<void> {
  const place = await placeOf(options);
  try {
    process.exitCode = await runCommand(
      command as CommandLine,
      instanceEnvironment(process.env, place, existsSync),
    );
  } catch (error) {
    throw asUserError(error, command[0] ?? '');
  }
}

async function placeOf({ instance, port }: ExecCommandOptions): Promise<InstancePlace> {
  if (!/^[\w-]{1,64}$/.test(instance)) throw new UserError(`\`${instance}\` is no instance id`);
  const answer = await askServer(port, 'GET', `instances/${instance}/metadata-endpoint`);
  return answer as unknown as InstancePlace;
}

/** As shells do: 127 for a command that is not found, 126 for one that may not be run. */
function asUserError(error: unknown, command: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return new UserError(`\`${command}\` is not found`, 127);
    case 'EACCES':
      return new UserError(`\`${command}\` may not be run`, 126);
    default:
      return error;
  }
}
