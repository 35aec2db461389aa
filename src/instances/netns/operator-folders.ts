import { existsSync } from 'node:fs';
import path from 'node:path';
import { TOOL_HOMES } from '../instance-environment.ts';

/** Nobody's on an instance, wherever they lie; of users and their passwords it has files of its own. */
const SECRETS = [
  '/etc/ssh/ssh_host_rsa_key',
  '/etc/ssh/ssh_host_ecdsa_key',
  '/etc/ssh/ssh_host_ed25519_key',
  '/etc/ssl/private',
];

/** What an instance sees of its operator's. */
export interface OperatorFolders {
  readonly operatorHome: string;
  /** Folders in the operator's home that are seen. */
  readonly layers: readonly string[];
  readonly hidden: readonly string[];
}

/**
 * An instance sees the host's programs and not its operator's home, but for the folders there in which
 * programs live: those of known tools, those on PATH, and the one in which the server was started, which is
 * seen in `/tmp` and elsewhere too. The server's own data are never seen.
 *
 * @param dataDirectory where the server keeps its data; absent when that is in memory
 */
export function operatorFolders(
  { HOME: home = '/', PATH: searchPath = '' }: Readonly<NodeJS.ProcessEnv>,
  cwd: string,
  dataDirectory: string | undefined,
): OperatorFolders {
  const operatorHome = path.resolve(home);
  const tools = TOOL_HOMES.map(([, folder]) => path.join(operatorHome, folder));
  const onPath = searchPath.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const wanted = [...tools, ...onPath, cwd].map((folder) => topBelow(operatorHome, folder));
  const inHome = operatorHome === '/' ? [] : wanted.filter((folder) => folder !== undefined);
  const layers = [...new Set([...inHome, ...besideHome(operatorHome, cwd)])].filter(existsSync);
  const hidden = dataDirectory === undefined ? SECRETS : [...SECRETS, dataDirectory];
  return { operatorHome, layers, hidden };
}

/** The folder in which the server was started, where an instance has an empty place of its own instead. */
function besideHome(home: string, cwd: string): readonly string[] {
  const isInHome = home !== '/' && !path.relative(home, cwd).startsWith('..');
  return !isInHome && /^\/(?:tmp|home\/[^/]+|mnt|media)\/./.test(cwd) ? [cwd] : [];
}

/** The folder directly below the home in which a path lies: what a program needs may be beside it there. */
function topBelow(home: string, folder: string): string | undefined {
  const [first = ''] = path.relative(home, path.resolve(folder)).split(path.sep);
  if (first === '' || first === '..' || KEPT_BACK.has(first)) return undefined;
  return path.join(home, first);
}

/** Never, even if someone put a program there. */
const KEPT_BACK = new Set(['.aws', '.ssh', '.gnupg', '.kube', '.docker', '.config', '.azure']);
