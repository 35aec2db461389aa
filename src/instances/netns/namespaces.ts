import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { runTool, SYSTEM_PATH } from './run-tool.ts';

/** The tools that make and enter namespaces, and the packages that have them. */
const TOOLS: Readonly<Record<string, string>> = {
  unshare: 'util-linux',
  nsenter: 'util-linux',
  setpriv: 'util-linux',
  mount: 'util-linux (mount)',
  pivot_root: 'util-linux',
  mountpoint: 'util-linux',
  hostname: 'hostname',
  ip: 'iproute2',
};

/** `unshare`'s options for an instance's namespaces. Root needs no user namespace, anyone else has nothing without. */
export function unshareOptions(): readonly string[] {
  const kinds = ['--mount', '--uts', '--ipc', '--net', '--pid', '--fork', '--kill-child'];
  return inUserNamespace() ? ['--user', '--map-root-user', ...kinds] : kinds;
}

/** Whether instances have user namespaces of their own. */
export function inUserNamespace(): boolean {
  return process.getuid?.() !== 0;
}

/** Why this machine cannot isolate instances, in words for the operator; empty when it can. */
export async function isolationObstacles(): Promise<readonly string[]> {
  if (process.platform !== 'linux') return [`namespaces are Linux’s, and this is ${process.platform}`];
  const missing = toolsMissingFrom(SYSTEM_PATH.split(':'));
  if (missing.length > 0) return missing;
  const trial = 'mount --make-rprivate / && ip link set lo up && mount -t tmpfs trial /mnt';
  const { code, stderr } = await runTool('unshare', [...unshareOptions(), 'sh', '-c', trial]);
  if (code === 0) return [];
  const who = inUserNamespace()
    ? 'unprivileged user namespaces do not work here'
    : 'the system lets root make no namespaces here';
  return [`${who}: ${stderr}`];
}

/** Which tools are in none of the folders, in words for the operator. */
export function toolsMissingFrom(folders: readonly string[]): readonly string[] {
  return Object.entries(TOOLS)
    .filter(([tool]) => !isInOneOf(folders, tool))
    .map(([tool, source]) => `\`${tool}\` is not installed (${source})`);
}

function isInOneOf(folders: readonly string[], tool: string): boolean {
  return folders.some((folder) => {
    try {
      accessSync(path.join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
