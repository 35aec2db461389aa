import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';

/** A command and its arguments, as they stand; no shell reads them. */
export type CommandLine = readonly [command: string, ...args: string[]];

/** What else is to happen with a command that runs. */
export interface RunOptions {
  /** Who gets the signals, by the number of the process that was begun: itself unless told otherwise. */
  readonly receiver?: ((pid: number) => number) | undefined;
  /** Told of the process once it was begun. */
  readonly began?: ((pid: number) => void) | undefined;
}

/** Signals that a terminal sends to the command and to us alike. */
const FROM_TERMINAL: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];
const FORWARDED: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'];

/**
 * Runs a command on this terminal: its streams are ours, and signals sent to us reach it.
 *
 * @returns its exit code; 128 + n when signal n ended it
 * @throws Error with `code` ENOENT or EACCES when it cannot be run
 */
export async function runCommand(
  [command, ...args]: CommandLine,
  env: NodeJS.ProcessEnv,
  { receiver = (pid) => pid, began }: RunOptions = {},
): Promise<number> {
  let child: ChildProcess | undefined;
  const forward = (signal: NodeJS.Signals) => {
    // A terminal has sent it to the command already; we only must not end before the command does.
    if (FROM_TERMINAL.includes(signal) && isatty(0)) return;
    if (child?.pid !== undefined && isRunning(child)) deliver(receiver(child.pid), signal);
  };
  const signals = [...FROM_TERMINAL, ...FORWARDED];
  // Before the command runs: a signal on its heels must not end us and leave it alone.
  for (const signal of signals) process.on(signal, forward);
  try {
    child = spawn(command, args, { stdio: 'inherit', env });
    if (child.pid !== undefined) began?.(child.pid);
    return await exitCodeOf(child);
  } finally {
    for (const signal of signals) process.off(signal, forward);
  }
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

function deliver(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It may have ended since.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function exitCodeOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
