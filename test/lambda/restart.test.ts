import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type ServerProcess } from '../server-process.ts';
import { zipOf } from '../zip.ts';
import { trusting } from './lambda-world.ts';
import { PYTHON_S3 } from './python-s3.ts';
import { sleepers } from './sleepers.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-lambda-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const SECONDS = 87_654;

/** At its first call it waits for ever, with a child of its own; once that is known to S3 it answers. */
const CODE = `
import subprocess, s3
def handler(event, context):
    if s3.call("HEAD", "/restart/begun") == 200:
        return s3.call("PUT", "/restart/done", "", b"done")
    s3.call("PUT", "/restart/begun", "", b"begun")
    subprocess.run(["sleep", "${SECONDS}"], start_new_session=True)
`;

test('kill -9 leaves nothing of a function running; its function and its event are there after a restart', async () => {
  const args = ['--data', folder];
  const server = await startServer(args);
  const roleArn = await prepare(server);
  const lambda = new LambdaClient(server.client());
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'restart',
      Role: roleArn,
      Runtime: 'python3.12',
      Handler: 'app.handler',
      Timeout: 900,
      Code: { ZipFile: zipOf({ 'app.py': CODE, 's3.py': PYTHON_S3 }) },
    }),
  );
  await lambda.send(new InvokeCommand({ FunctionName: 'restart', InvocationType: 'Event' }));
  await expect.poll(() => sleepers(SECONDS).length, { timeout: 120_000 }).toBe(1);
  await server.end('SIGKILL');
  await expect.poll(() => sleepers(SECONDS).length, { timeout: 120_000 }).toBe(0);

  const again = await startServer(args);
  const s3 = new S3Client({ ...again.client(), forcePathStyle: true });
  const head = () =>
    s3.send(new HeadObjectCommand({ Bucket: 'restart', Key: 'done' })).then(() => 'done', String);
  await expect.poll(head, { timeout: 120_000 }).toBe('done');
  expect((await again.end()).code).toBe(0);
}, 600_000);

async function prepare(server: ServerProcess): Promise<string> {
  const iam = new IAMClient(server.client());
  const created = await iam.send(
    new CreateRoleCommand({
      RoleName: 'restart',
      AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'),
    }),
  );
  const Statement = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'restart', PolicyName: 'own', PolicyDocument }));
  const s3 = new S3Client({ ...server.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'restart' }));
  return created.Role?.Arn ?? '';
}
