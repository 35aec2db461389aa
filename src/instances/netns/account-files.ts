/** Users and groups from here on are people's; those below came with the system's packages. */
const FIRST_PERSON = 1000;
const NOBODY = 65534;
const EC2_USER = 1000;

/** What an instance's own account files say, by name. */
export interface AccountFiles {
  readonly passwd: string;
  readonly group: string;
  readonly shadow: string;
  readonly gshadow: string;
}

/**
 * An instance's own users and groups: those of the host's system, and `ec2-user`. None has a password, and
 * none of the host's people is there.
 *
 * @param passwd the host's `/etc/passwd`
 * @param group the host's `/etc/group`
 */
export function accountFiles(passwd: string, group: string): AccountFiles {
  const users = systemEntries(passwd);
  const names = new Set(users.map(([name]) => name));
  const groups = systemEntries(group).map(([name, password, id, members = '']) => {
    const kept = members.split(',').filter((member) => names.has(member));
    return [name, password, id, kept.join(',')];
  });
  const allUsers = [
    ...users,
    ['ec2-user', 'x', EC2_USER, EC2_USER, 'EC2 Default User', '/home/ec2-user', '/bin/bash'],
  ];
  const allGroups = [...groups, ['ec2-user', 'x', EC2_USER, '']];
  return {
    passwd: lines(allUsers),
    group: lines(allGroups),
    // A star is no password's hash: whoever is root may become them, nobody can log in as them.
    shadow: lines(allUsers.map(([name]) => [name, '*', '', 0, 99999, 7, '', '', ''])),
    gshadow: lines(allGroups.map(([name]) => [name, '*', '', ''])),
  };
}

/** The system's own, each as its fields, without whatever password stood there. */
function systemEntries(file: string): readonly (readonly string[])[] {
  return file
    .split('\n')
    .map((line) => line.split(':'))
    .filter(([name = '', , id = '']) => name !== 'ec2-user' && /^[\w.-]+$/.test(name) && isSystem(id))
    .map(([name = '', , ...rest]) => [name, 'x', ...rest]);
}

function isSystem(id: string): boolean {
  return /^\d+$/.test(id) && (Number(id) < FIRST_PERSON || Number(id) === NOBODY);
}

function lines(entries: readonly (readonly (string | number | undefined)[])[]): string {
  return entries.map((fields) => `${fields.join(':')}\n`).join('');
}
