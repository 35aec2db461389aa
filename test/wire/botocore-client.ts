import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { awsCliFolder } from '../aws-cli.ts';

/** What botocore made of an answer. */
export interface BotocoreAnswer {
  readonly output?: unknown;
  readonly error?: { readonly Code: string; readonly Message?: string };
  readonly status?: number;
  /** botocore could not send or read it. */
  readonly failure?: string;
}

/** The AWS CLI's own client library, in one Python process. */
export interface BotocoreClient {
  call(operation: string, input: unknown): Promise<BotocoreAnswer>;
  close(): Promise<void>;
}

/** Starts botocore against an endpoint. @param service botocore's name for it, for example `ec2` */
export async function startBotocore(service: string, endpoint: string): Promise<BotocoreClient> {
  const folder = await awsCliFolder();
  const script = fileURLToPath(new URL('botocore_client.py', import.meta.url));
  const python = spawn('python3', [script], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PYTHONPATH: path.join(folder, 'awscli'),
      PYTHONDONTWRITEBYTECODE: '1',
      AWS_EC2_METADATA_DISABLED: 'true',
      HOME: path.join(folder, 'no-home'),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  return {
    call: async (operation, input) => {
      python.stdin.write(`${JSON.stringify({ service, endpoint, operation, input: written(input) })}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error('botocore ended');
      return revived(JSON.parse(line.value)) as BotocoreAnswer;
    },
    close: async () => {
      const ended = once(python, 'exit');
      python.stdin.end();
      await ended;
    },
  };
}

function written(value: unknown): unknown {
  if (value instanceof Date) return { $time: value.getTime() / 1_000 };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, written(member)]));
}

function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== 'object' || value === null) return value;
  const { $time, $bytes } = value as { $time?: number; $bytes?: string };
  if ($time !== undefined) return new Date($time * 1_000);
  if ($bytes !== undefined) return new Uint8Array(Buffer.from($bytes, 'base64'));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, revived(member)]));
}
