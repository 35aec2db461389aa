import { runOnInstance } from './exec.ts';

/** `utsuwa shell`'s options. */
export interface ShellCommandOptions {
  readonly instance: string;
  /** Variables that the shell is to have, `NAME` or `NAME=VALUE`. */
  readonly env?: readonly string[] | undefined;
  readonly port: number;
}

/** Whichever shell there is. A prompt that a start-up file of the instance's sets wins over ours. */
const SHELL = 'export PS1="[$0]$ "; if command -v bash > /dev/null; then exec bash; fi; exec sh';

/** Opens a shell on an instance; its exit code becomes ours. */
export function shellCommand({ instance, env = [], port }: ShellCommandOptions): Promise<void> {
  return runOnInstance(['sh', '-c', SHELL, instance], instance, { env, port });
}
