import { describe, expect, test } from 'vitest';
import { runCommand } from './run-command.ts';

const node = (script: string) => [process.execPath, '-e', script] as const;

describe('a command', () => {
  test('ends with its own exit code', async () => {
    expect(await runCommand(node('process.exit(0)'), {})).toBe(0);
    expect(await runCommand(node('process.exit(42)'), {})).toBe(42);
  });

  test('ended by a signal ends with 128 and its number', async () => {
    expect(await runCommand(node('process.kill(process.pid, "SIGKILL")'), {})).toBe(137);
    expect(await runCommand(node('process.kill(process.pid, "SIGTERM")'), {})).toBe(143);
  });

  test('sees the environment that it is given and no other', async () => {
    const script = 'process.exit(process.env.A === "1" && process.env.PATH === undefined ? 0 : 1)';
    expect(await runCommand(node(script), { A: '1' })).toBe(0);
  });

  test('is not read by a shell', async () => {
    const script = 'process.exit(process.argv[1] === "$HOME; *" ? 0 : 1)';
    expect(await runCommand([...node(script), '$HOME; *'], {})).toBe(0);
  });

  test('that is not found or may not be run is an error', async () => {
    await expect(runCommand(['no-such-command'], { PATH: '/nowhere' })).rejects.toMatchObject({
      code: 'ENOENT',
    });
    await expect(runCommand(['/'], {})).rejects.toMatchObject({ code: 'EACCES' });
  });

  test('leaves no handler of signals behind', async () => {
    const before = process.listenerCount('SIGTERM');
    await runCommand(node(''), {});
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });
});
