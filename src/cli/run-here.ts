import { runCommand, type CommandLine, type RunOptions } from '../instances/run-command.ts';
import { UserError } from './user-error.ts';

/**
 * Runs a command on this terminal; its exit code becomes ours.
 *
 * @throws UserError with the shell's exit codes when it cannot be run
 */
export async function runHere(
  command: readonly string[],
  env: NodeJS.ProcessEnv,
  options?: RunOptions,
): Promise<void> {
  try {
    process.exitCode = await runCommand(command as CommandLine, env, options);
  } catch (error) {
    throw asUserError(error, command[0] ?? '');
  }
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
