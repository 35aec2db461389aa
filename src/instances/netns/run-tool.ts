import { spawn, type StdioOptions } from 'node:child_process';

/** What a tool of the system's said and how it ended. */
interface ToolResult {
  /** `null` when a signal ended it or it could not be run. */
  readonly code: number | null;
  readonly stderr: string;
}

const MOST_CHARACTERS = 4096;

/** Where the system's own tools lie, also those that are for root. */
export const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Runs a tool of the system's, in an environment of its own, to its end. Never throws. */
export function runTool(command: string, args: readonly string[]): Promise<ToolResult> {
  return new Promise((resolve) => {
    const stdio: StdioOptions = ['ignore', 'ignore', 'pipe'];
    const child = spawn(command, args, { stdio, cwd: '/', env: { PATH: SYSTEM_PATH } });
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (stderr.length < MOST_CHARACTERS) stderr += text;
    });
    child.once('error', (error) => resolve({ code: null, stderr: error.message }));
    child.once('close', (code) => resolve({ code, stderr: stderr.slice(0, MOST_CHARACTERS).trim() }));
  });
}
