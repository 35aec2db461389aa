import path from 'node:path';
import { TOOL_HOMES, toolHomes, type InstancePlace } from './instance-environment.ts';
import { POWER_FOLDER } from './netns/power-programs.ts';

/** Where an instance's home is among its own files. */
const HOME = '/home/ec2-user';

/** The certificate of the authority that the instance trusts, among its own files. */
const AUTHORITY = '/etc/utsuwa-authority.pem';

const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Of the operator's environment all that reaches an instance unasked: the terminal, the language, the time zone. */
const PASSED_ON = /^(?:TERM|COLORTERM|COLUMNS|LINES|TZ|LANG|LANGUAGE|LC_[A-Z]+)$/;

const TOOLS = new Set(TOOL_HOMES.map(([variable]) => variable));

/**
 * The environment of a command on an instance with namespaces of its own. No endpoint is named: AWS's own
 * names lead where they should, and the certificates there are trusted by whatever a program reads. Of the
 * operator's own it has next to nothing, but finds programs as the operator does.
 *
 * @param operator the operator's environment
 * @param exists whether a path exists
 */
export function machineEnvironment(
  operator: Readonly<NodeJS.ProcessEnv>,
  { hostname, region }: Pick<InstancePlace, 'hostname' | 'region'>,
  exists: (path: string) => boolean,
): NodeJS.ProcessEnv {
  return {
    ...bareMachineEnvironment(operator, exists),
    HOME,
    HOSTNAME: hostname,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
}

/** The same for what the machine's own system runs, as cloud-init: without a home, a name and a region. */
export function bareMachineEnvironment(
  operator: Readonly<NodeJS.ProcessEnv>,
  exists: (path: string) => boolean,
): NodeJS.ProcessEnv {
  const theirs = Object.entries(operator).filter(([name]) => PASSED_ON.test(name) || TOOLS.has(name));
  return {
    ...toolHomes(operator, exists),
    ...Object.fromEntries(theirs),
    PATH: searchPath(operator['PATH']),
    AWS_CA_BUNDLE: AUTHORITY,
    SSL_CERT_FILE: AUTHORITY,
    NODE_EXTRA_CA_CERTS: AUTHORITY,
    REQUESTS_CA_BUNDLE: AUTHORITY,
  };
}

/** The instance's own programs, then the operator's, then the system's; each folder once. */
function searchPath(operators = ''): string {
  const folders = `${POWER_FOLDER}:${operators}:${SYSTEM_PATH}`.split(path.delimiter);
  return [...new Set(folders.filter((folder) => path.isAbsolute(folder)))].join(path.delimiter);
}
