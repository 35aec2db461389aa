import { existsSync, readFileSync } from 'node:fs';
import type { InstancePlace } from '../instances/instance-environment.ts';
import { enteringCommand, type MachineEntry } from '../instances/machine-entry.ts';
import { machineEnvironment } from '../instances/machine-environment.ts';
import type { CommandLine } from '../instances/run-command.ts';
import { runHere } from './run-here.ts';
import { UserError } from './user-error.ts';

/** Runs a command on an instance that has namespaces of its own; its exit code becomes ours. */
export async function runInMachine(
  command: readonly string[],
  place: InstancePlace,
  machine: MachineEntry,
  asked: NodeJS.ProcessEnv,
): Promise<void> {
  if (!Number.isSafeInteger(machine.pid) || machine.pid < 2) throw new Error('the server names no process');
  if (!machine.hasUserNamespace && process.getuid?.() !== 0) {
    throw new UserError('the server was started by root: only root may run commands on its instances');
  }
  const environment = { ...machineEnvironment(process.env, place, existsSync), ...asked };
  await runHere(enteringCommand(machine, process.cwd(), command as CommandLine), environment, {
    receiver: commandBehind,
  });
}

/** Who entered a process namespace waits outside of it; the command is its only child. */
function commandBehind(pid: number): number {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
    return child === undefined || child === '' ? pid : Number(child);
  } catch {
    // The system tells no children: the signal ends the one that waits, and the command with it.
    return pid;
  }
}
