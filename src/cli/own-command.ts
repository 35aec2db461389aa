import path from 'node:path';

/** Where the server listens unless told otherwise. */
export const DEFAULT_PORT = 4566;

/**
 * How to call this program again, as it was called: by its name where the PATH leads to it, otherwise by
 * its path, from here where that is shorter.
 *
 * @param command which of its commands
 * @param port where the server listens; named where it is not the usual one
 */
export function ownCommand(command?: string, port = DEFAULT_PORT): string {
  const words = [calledAs(process.argv[1] ?? 'utsuwa', process.cwd(), process.env['PATH'] ?? '')];
  if (command !== undefined) words.push(command);
  if (port !== DEFAULT_PORT) words.push('--port', String(port));
  return words.join(' ');
}

/** @param script the absolute path of what runs */
export function calledAs(script: string, here: string, searched: string): string {
  const [folder, name] = [path.dirname(script), path.basename(script)];
  if (searched.split(path.delimiter).includes(folder)) return name;
  const relative = path.relative(here, script);
  return relative.startsWith('..') ? script : relative;
}
