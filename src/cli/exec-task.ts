import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { taskEnvironment } from '../instances/task-environment.ts';
import { askedVariables } from './asked-variables.ts';
import { askServer } from './control-client.ts';
import { runHere } from './run-here.ts';
import { openTaskCredentials } from './task-credentials.ts';

/** `utsuwa exec --task-role`'s options. */
export interface ExecTaskOptions {
  /** Name or ARN. */
  readonly taskRole: string;
  /** Variables that the command is to have, `NAME` or `NAME=VALUE`. */
  readonly env: readonly string[];
  readonly port: number;
}

/**
 * Runs a command as a container of ECS's runs, under a task's role: without the operator's keys, with the
 * role's credentials at an endpoint that ends with the command, and an empty home. Its exit code becomes ours.
 */
export async function execTaskCommand(
  command: readonly string[],
  { taskRole: role, env, port }: ExecTaskOptions,
): Promise<void> {
  // A variable that a script sets to nothing counts as not set.
  const asked = process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'] || undefined;
  const route = `tasks/${randomBytes(16).toString('hex')}/credentials`;
  const ask = () => askServer(port, 'POST', route, { role, region: asked });
  // Asked before the command runs: a role that ECS may not assume is told here, not by an SDK.
  const { region } = await ask();
  const endpoint = await openTaskCredentials(async () => (await ask())['credentials']);
  const home = await mkdtemp(path.join(os.tmpdir(), 'utsuwa-task-'));
  try {
    const place = {
      region: String(region),
      endpoint: `http://127.0.0.1:${port}`,
      credentialsUri: endpoint.uri,
      authorizationToken: endpoint.token,
      home,
    };
    const environment = taskEnvironment(process.env, place, existsSync);
    await runHere(command, { ...environment, ...askedVariables(env, process.env) });
  } finally {
    await endpoint.close();
    await rm(home, { recursive: true, force: true });
  }
}
