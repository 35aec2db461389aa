import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, test } from 'vitest';
import { startServer } from '../server-process.ts';
import { zipOf } from '../zip.ts';
import { trusting } from './lambda-world.ts';

/** Nobody on this machine. */
const USER = 61_234;

const CODE = `import { writeFileSync, readFileSync } from 'node:fs';
const refused = (place) => { try { writeFileSync(place, ''); return 'written'; } catch ({ code }) { return code; } };
export const handler = async () => ({
  capabilities: /^CapEff:\\s*(\\w+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1],
  writes: ['/var/task/x', '/usr/x', '/etc/x', '/x', '/tmp/x'].map(refused),
});`;

/** Why it cannot be tried here; `undefined` when it can. */
function obstacle(): string | undefined {
  if (process.getuid?.() !== 0) return 'this is not root, so the other tests show it already';
  const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
  const ask = (command: string, ...args: string[]) =>
    spawnSync(command, args, { uid: USER, gid: USER }).status === 0;
  if (!ask('test', '-r', cli)) return 'another user cannot read the build';
  if (!ask('unshare', '--user', '--map-root-user', '--net', 'true'))
    return 'the kernel gives users no namespaces';
  return undefined;
}

const reason = obstacle();

describe.skipIf(reason !== undefined)(
  `a server that is not root${reason ? `: skipped, ${reason}` : ''}`,
  () => {
    test('gives functions user namespaces: no capability, nothing of the host’s to write to', async () => {
      const home = await mkdtemp(path.join(tmpdir(), 'utsuwa-lambda-'));
      const server = await startServer(['--ephemeral'], { userId: USER, env: { HOME: home } });
      try {
        const created = await new IAMClient(server.client()).send(
          new CreateRoleCommand({
            RoleName: 'r',
            AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'),
          }),
        );
        const lambda = new LambdaClient(server.client());
        const FunctionName = 'unprivileged';
        await lambda.send(
          new CreateFunctionCommand({
            FunctionName,
            Role: created.Role?.Arn,
            Runtime: 'nodejs20.x',
            Handler: 'index.handler',
            Code: { ZipFile: zipOf({ 'index.mjs': CODE }) },
          }),
        );
        const { Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
        expect(JSON.parse(Buffer.from(Payload ?? []).toString())).toEqual({
          capabilities: '0000000000000000',
          writes: ['EROFS', 'EROFS', 'EROFS', 'EROFS', 'written'],
        });
      } finally {
        await server.end();
        await rm(home, { recursive: true });
      }
    });
  },
);
