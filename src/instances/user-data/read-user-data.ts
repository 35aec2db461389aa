import { gunzipSync } from 'node:zlib';
import { readMultipart } from './multipart.ts';
import type { UserDataStep } from './user-data-steps.ts';

/** What packed user data may unpack to, bytes. */
const MOST_BYTES = 256 * 1024;
const GZIP = Buffer.from([0x1f, 0x8b]);

/**
 * Reads user data as cloud-init does: by its first line, or the parts of a MIME message by theirs.
 *
 * @param given base64, as EC2 keeps it
 * @see https://docs.cloud-init.io/en/latest/explanation/format.html
 */
export async function readUserData(given: string): Promise<readonly UserDataStep[]> {
  const bytes = unpacked(Buffer.from(given, 'base64'));
  if (bytes === undefined) return [warning('the user data cannot be unpacked')];
  const parts = readMultipart(bytes) ?? [bytes];
  const steps: UserDataStep[] = [];
  for (const [i, part] of parts.entries()) steps.push(...(await readPart(part, i + 1)));
  // Files come before programs, whatever the order of the parts.
  return [...steps.filter(({ kind }) => kind !== 'script'), ...steps.filter(({ kind }) => kind === 'script')];
}

function unpacked(bytes: Buffer): Buffer | undefined {
  if (!bytes.subarray(0, 2).equals(GZIP)) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch {
    return undefined;
  }
}

async function readPart(bytes: Buffer, number: number): Promise<readonly UserDataStep[]> {
  const text = bytes.toString('utf8');
  const [first = ''] = text.split('\n', 1);
  if (text.trim() === '') return [];
  if (first.startsWith('#!')) {
    return [{ kind: 'script', name: `part-${String(number).padStart(3, '0')}`, text: bytes }];
  }
  if (/^#cloud-config\s*$/.test(first)) {
    const { readCloudConfig } = await import('./cloud-config.ts');
    return readCloudConfig(text);
  }
  if (first.startsWith('#'))
    return [warning(`user data that begins with \`${shown(first)}\` is not acted on`)];
  if (/^<(?:powershell|script)>/.test(first)) return [warning('user data for Windows is not acted on')];
  return [warning(`Unhandled non-multipart (text/x-not-multipart) userdata: '${shown(first)}...'`)];
}

function warning(text: string): UserDataStep {
  return { kind: 'warning', text };
}

function shown(line: string): string {
  return line.slice(0, 24).trimEnd();
}
