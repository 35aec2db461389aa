import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Credentials, TestHouse } from '../house.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What the CDK said, and how it ended. */
export interface CdkResult {
  readonly code: number;
  /** Both of its outputs. */
  readonly text: string;
}

/** Says nothing to anyone: there is no internet where tests run. */
const QUIET = ['--no-notices', '--no-version-reporting', '--no-color', '--ci'];

/**
 * Runs the real CDK from npm.
 *
 * @param folder its working directory and its home
 */
export function runCdk(
  house: TestHouse,
  folder: string,
  args: readonly string[],
  { accessKeyId, secretAccessKey }: Credentials = house.admin,
): Promise<CdkResult> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    AWS_ENDPOINT_URL: house.endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: 'us-east-1',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: 'true',
    // Its own reading of each template, by rules compiled to WebAssembly, takes half of a synthesis.
    CDK_VALIDATION: 'false',
  };
  const program = path.join(root, 'node_modules/aws-cdk/bin/cdk');
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...QUIET, ...args], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), text: stdout + stderr }),
    );
  });
}

/** The same, for a run that must succeed. @returns what it said */
export async function cdk(
  house: TestHouse,
  folder: string,
  args: readonly string[],
  credentials?: Credentials,
): Promise<string> {
  const { code, text } = await runCdk(house, folder, args, credentials);
  if (code !== 0) throw new Error(`cdk ${args.join(' ')}: exit ${code}: ${text}`);
  return text;
}

/** The command by which the CDK runs `app.ts`. */
export const APP = ['node_modules/tsx/dist/cli.mjs', 'test/cdk/app.ts'].reduce(
  (command, file) => `${command} ${JSON.stringify(path.join(root, file))}`,
  'node',
);
