import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import type { UserDataStep } from './user-data-steps.ts';

const MOST_BYTES = 1024 * 1024;

/** What of a cloud-config is acted on; of every other key the console says that it is not. */
const SERVED = new Set(['bootcmd', 'write_files', 'runcmd']);

/**
 * Reads a `#cloud-config`: `bootcmd`, `write_files`, `runcmd`, in the order in which cloud-init acts on them.
 * @see https://docs.cloud-init.io/en/latest/reference/modules.html
 */
export function readCloudConfig(text: string): readonly UserDataStep[] {
  let config: unknown;
  try {
    config = parse(text, { maxAliasCount: 100 });
  } catch (error) {
    const [reason] = (error as Error).message.split('\n', 1);
    return [warning(`Failed loading yaml blob. ${reason}`)];
  }
  if (config === null) return [];
  if (typeof config !== 'object' || Array.isArray(config)) return [warning('the cloud-config is no mapping')];
  const { bootcmd, write_files: files, runcmd } = config as Readonly<Record<string, unknown>>;
  const others = Object.keys(config).filter((key) => !SERVED.has(key));
  return [
    ...others.map((key) => warning(`cloud-config's \`${key.slice(0, 64)}\` is not acted on`)),
    ...commandScript('bootcmd', bootcmd),
    ...(Array.isArray(files) ? files.map(fileStep) : []),
    ...commandScript('runcmd', runcmd),
  ];
}

/** One script of all commands: a text is the shell's, a list is quoted. */
function commandScript(name: string, commands: unknown): readonly UserDataStep[] {
  if (!Array.isArray(commands) || commands.length === 0) return [];
  const lines = commands.map((command: unknown) =>
    Array.isArray(command) ? command.map((word) => quoted(String(word))).join(' ') : String(command),
  );
  const text = Buffer.from(`#!/bin/sh\n${lines.join('\n')}\n`);
  // cloud-init gives `bootcmd` alone the instance's id.
  const step = { kind: 'script', name, text } as const;
  return [name === 'bootcmd' ? { ...step, hasInstanceId: true } : step];
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function fileStep(given: unknown): UserDataStep {
  const file = (given ?? {}) as Readonly<Record<string, unknown>>;
  const path = file['path'];
  if (typeof path !== 'string' || !path.startsWith('/'))
    return warning('a file of write_files has no absolute path');
  const permissions = textOf(file['permissions']);
  if (permissions !== '' && !/^[0-7]{3,5}$/.test(permissions)) {
    return warning(
      `\`${path.slice(0, 128)}\` of write_files has permissions that are not octal digits in quotes`,
    );
  }
  const content = contentOf(textOf(file['content']), textOf(file['encoding']));
  if (content === undefined) return warning(`the content of \`${path.slice(0, 128)}\` cannot be unpacked`);
  return {
    kind: 'file',
    path,
    content,
    permissions: permissions === '' ? '0644' : permissions,
    owner: textOf(file['owner']),
    append: file['append'] === true,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function contentOf(content: string, encoding: string): Uint8Array | undefined {
  const isBase64 = /b64|base64/.test(encoding);
  const bytes = Buffer.from(content, isBase64 ? 'base64' : 'utf8');
  if (!encoding.startsWith('gz')) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch {
    return undefined;
  }
}

function warning(text: string): UserDataStep {
  return { kind: 'warning', text };
}
