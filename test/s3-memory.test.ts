import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type ServerProcess } from './server-process.ts';

/** Objects stream: however large they are, the server holds a few pieces of them. */

const MIB = 1024 * 1024;
const SIZE = 256 * MIB;
const PIECE = Buffer.alloc(MIB, 'utsuwa');

let server: ServerProcess;
let s3: S3Client;
beforeAll(async () => {
  server = await startServer(['--ephemeral']);
  s3 = new S3Client({ ...server.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'memory' }));
});
afterAll(async () => {
  await server.end();
});

/** What the server's process holds resident, bytes. */
async function resident(): Promise<number> {
  const status = `/proc/${server.pid}/status`;
  if (existsSync(status)) return Number(/^VmRSS:\s+(\d+)/m.exec(await readFile(status, 'utf8'))?.[1]) * 1024;
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(server.pid)]);
  return Number(stdout) * 1024;
}

/** The most that the server held while something was done, over what it held before. */
async function growthDuring(work: () => Promise<void>): Promise<number> {
  const before = await resident();
  const finished = work().then(() => true);
  let most = before;
  while (!(await Promise.race([finished, sleep(20, false)]))) most = Math.max(most, await resident());
  return most - before;
}

/** Sends a body of many equal pieces, no faster than it is taken. */
async function upload(key: string, pieces: number): Promise<void> {
  const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket: 'memory', Key: key }));
  const headers = { 'Content-Length': pieces * PIECE.length };
  await new Promise<void>((resolve, reject) => {
    const sending = request(url, { method: 'PUT', headers }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(String(answer.statusCode))),
      );
    });
    sending.on('error', reject);
    let left = pieces;
    const proceed = (): void => {
      while (left > 0) {
        left -= 1;
        if (!sending.write(PIECE)) {
          sending.once('drain', proceed);
          return;
        }
      }
      sending.end();
    };
    proceed();
  });
}

/** Reads an object to its end. @returns its size */
async function download(key: string): Promise<number> {
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'memory', Key: key }));
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, resolve).on('error', reject).end();
  });
  let size = 0;
  for await (const piece of answer) size += (piece as Buffer).length;
  return size;
}

test(
  'an upload and a download of 256 MiB grow the server by less than 64 MiB',
  { timeout: 600_000 },
  async () => {
    await upload('small', 16);
    await download('small');
    const uploading = await growthDuring(() => upload('large', SIZE / PIECE.length));
    let size = 0;
    const downloading = await growthDuring(async () => {
      size = await download('large');
    });
    expect(size).toBe(SIZE);
    expect(uploading).toBeLessThan(64 * MIB);
    expect(downloading).toBeLessThan(64 * MIB);
  },
);
