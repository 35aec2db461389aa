import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { awsCliFolder, type CliOptions, type CliResult } from './aws-cli.ts';

const BIN = fileURLToPath(new URL('../bin/utsuwa', import.meta.url));

/** Runs `bin/utsuwa` as a person would, with the real AWS CLI on the PATH. */
export async function runUtsuwa(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const tools = await awsCliFolder();
  const env = { ...process.env, ...options.env, PATH: `${tools}${path.delimiter}${process.env['PATH']}` };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [BIN, ...args],
      { cwd: options.cwd, env, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
      },
    );
    child.stdin?.end(options.input ?? '');
  });
}
