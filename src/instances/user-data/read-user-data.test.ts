import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readUserData } from './read-user-data.ts';

async function read(text: string | Uint8Array) {
  const steps = await readUserData(Buffer.from(text).toString('base64'));
  return steps.map((step) => {
    if (step.kind === 'script') return { ...step, text: Buffer.from(step.text).toString() };
    return step.kind === 'file' ? { ...step, content: Buffer.from(step.content).toString() } : step;
  });
}

const warning = (text: string) => [{ kind: 'warning', text }];

describe('user data, as cloud-init reads it', () => {
  test('a script, bare or packed', async () => {
    const script = '#!/bin/sh\necho hello\n';
    const expected = [{ kind: 'script', name: 'part-001', text: script }];
    expect(await read(script)).toEqual(expected);
    expect(await read(gzipSync(script))).toEqual(expected);
  });

  test('a cloud-config: files first, then commands; texts are the shell’s, lists are quoted', async () => {
    const config = [
      '#cloud-config',
      'runcmd:',
      '  - echo $HOME',
      "  - [echo, $HOME, it's]",
      'write_files:',
      '  - {path: /etc/one, content: text}',
      '  - {path: /etc/two, content: dHdv, encoding: b64, permissions: "0600", owner: "root:root", append: true}',
      'bootcmd: [true]',
    ].join('\n');
    const file = {
      kind: 'file',
      path: '/etc/one',
      content: 'text',
      permissions: '0644',
      owner: '',
      append: false,
    };
    expect(await read(config)).toEqual([
      file,
      { ...file, path: '/etc/two', content: 'two', permissions: '0600', owner: 'root:root', append: true },
      { kind: 'script', name: 'bootcmd', text: '#!/bin/sh\ntrue\n', hasInstanceId: true },
      { kind: 'script', name: 'runcmd', text: "#!/bin/sh\necho $HOME\n'echo' '$HOME' 'it'\\''s'\n" },
    ]);
  });

  test('what of a cloud-config is not acted on is said', async () => {
    expect(await read('#cloud-config\npackages: [nginx]\n')).toEqual(
      warning("cloud-config's `packages` is not acted on"),
    );
    expect(await read('#cloud-config\n- 1\n')).toEqual(warning('the cloud-config is no mapping'));
    expect(await read('#cloud-config\na: [\n')).toEqual([
      { kind: 'warning', text: expect.stringContaining('Failed loading yaml blob.') },
    ]);
    expect(await read('#cloud-config\nwrite_files: [{path: relative}]\n')).toEqual(
      warning('a file of write_files has no absolute path'),
    );
  });

  test('a MIME message of several parts', async () => {
    const message = [
      'Content-Type: multipart/mixed;\n boundary="==X=="',
      'MIME-Version: 1.0',
      '',
      'for older readers',
      '--==X==',
      'Content-Type: text/x-shellscript; charset="us-ascii"',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('#!/bin/sh\necho one').toString('base64'),
      '--==X==',
      'Content-Type: text/cloud-config',
      '',
      '#cloud-config',
      'runcmd: [echo two]',
      '--==X==--',
      'after',
    ].join('\n');
    expect(await read(message)).toEqual([
      { kind: 'script', name: 'part-001', text: '#!/bin/sh\necho one' },
      { kind: 'script', name: 'runcmd', text: '#!/bin/sh\necho two\n' },
    ]);
  });

  test.each([
    ['just words', "Unhandled non-multipart (text/x-not-multipart) userdata: 'just words...'"],
    ['#include\nhttp://example.com', 'user data that begins with `#include` is not acted on'],
    ['<powershell>\ndir', 'user data for Windows is not acted on'],
    [Buffer.from([0x1f, 0x8b, 1, 2, 3]), 'the user data cannot be unpacked'],
  ])('%j is not run, and that is said', async (given, text) => {
    expect(await read(given)).toEqual(warning(text));
  });

  test('what unpacks to more than 256 KB is refused', async () => {
    expect(await read(gzipSync(Buffer.alloc(8 * 1024 * 1024)))).toEqual(
      warning('the user data cannot be unpacked'),
    );
  });
});
