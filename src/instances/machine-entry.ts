import type { CommandLine } from './run-command.ts';

/** Where an instance's namespaces are to be found. */
export interface MachineEntry {
  /** Of the process that holds them, as the host counts. */
  readonly pid: number;
  /** Whether they have a user namespace of their own: the server is not root. */
  readonly hasUserNamespace: boolean;
}

/** What root may do on an instance: nothing that reaches beyond it, as in containers. */
const CAPABILITIES = [
  'chown',
  'dac_override',
  'fowner',
  'fsetid',
  'kill',
  'setgid',
  'setuid',
  'setpcap',
  'net_bind_service',
  'net_raw',
  'sys_chroot',
  'audit_write',
  'setfcap',
];

const RUN = String.raw`
if ! cd "$1" 2>/dev/null; then
  echo "utsuwa: \`$1\` is not seen on the instance: running in its home, $HOME" >&2
  cd
fi
shift
if ! command -v -- "$1" > /dev/null; then
  echo "utsuwa: \`$1\` is not found" >&2
  exit 127
fi
exec "$@"
`;

/**
 * A command on an instance, as the host has to run it: in the instance's namespaces, with no more rights
 * than an instance's root has. It ends when the one that entered is killed.
 *
 * @param cwd where to run it, if the instance has such a folder; at its home otherwise
 */
export function enteringCommand(
  { pid, hasUserNamespace }: MachineEntry,
  cwd: string,
  command: CommandLine,
): CommandLine {
  const user = hasUserNamespace ? ['--user', '--preserve-credentials'] : [];
  const kept = CAPABILITIES.map((name) => `+${name}`).join(',');
  return [
    'nsenter',
    ...['--target', String(pid), ...user, '--mount', '--uts', '--ipc', '--net', '--pid', '--'],
    ...['setpriv', `--bounding-set=-all,${kept}`, '--inh-caps=-all', '--no-new-privs', '--pdeathsig=KILL'],
    ...['sh', '-c', RUN, 'sh', cwd, ...command],
  ];
}
