import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../bin/utsuwa', import.meta.url));

/** Runs a command on a terminal of its own, and relays what comes and goes. */
const ON_TERMINAL = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

/** A command on a terminal. */
export interface OnTerminal {
  /** Types. */
  type(text: string): void;
  /** Waits until the terminal shows it. @returns all that it has shown */
  shows(text: string | RegExp): Promise<string>;
  /** How it ended. */
  readonly exitCode: Promise<number>;
}

/** Runs `bin/utsuwa` on a terminal, as a person does. */
export function onTerminal(args: readonly string[]): OnTerminal {
  const child = spawn('python3', ['-c', ON_TERMINAL, process.execPath, BIN, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
  const exitCode = once(child, 'close').then(([code]) => Number(code));
  return {
    type: (text) => child.stdin.write(text),
    async shows(text) {
      while (typeof text === 'string' ? !shown.includes(text) : !text.test(shown)) {
        if (child.exitCode !== null) throw new Error(`it ended, and showed ${JSON.stringify(shown)}`);
        await Promise.race([once(child.stdout, 'data'), exitCode]);
      }
      return shown;
    },
    exitCode,
  };
}
