import { withoutOperator, type InstancePlace } from './instance-environment.ts';

/** Where an instance's home is among its own files. */
const HOME = '/home/ec2-user';

/** The certificate of the authority that the instance trusts, among its own files. */
const AUTHORITY = '/etc/utsuwa-authority.pem';

const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The operator's ways out and places, which an instance with namespaces of its own has not. */
const NOT_THERE =
  /^(?:(?:https?|all|ftp|no)_proxy|TMPDIR|TEMP|TMP|XDG_.*|SSH_.*|DBUS_.*|OLDPWD|SSL_CERT_DIR|CURL_CA_BUNDLE)$/i;

/**
 * The environment of a command on an instance with namespaces of its own. No endpoint is named: AWS's own
 * names lead where they should, and the certificates there are trusted by whatever a program reads.
 *
 * @param operator the operator's environment
 * @param exists whether a path exists
 */
export function machineEnvironment(
  operator: Readonly<NodeJS.ProcessEnv>,
  { hostname, region }: Pick<InstancePlace, 'hostname' | 'region'>,
  exists: (path: string) => boolean,
): NodeJS.ProcessEnv {
  const theirs = Object.entries(withoutOperator(operator, exists)).filter(([name]) => !NOT_THERE.test(name));
  return {
    ...Object.fromEntries(theirs),
    PATH: operator['PATH'] === undefined ? SYSTEM_PATH : `${operator['PATH']}:${SYSTEM_PATH}`,
    HOME,
    HOSTNAME: hostname,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CA_BUNDLE: AUTHORITY,
    SSL_CERT_FILE: AUTHORITY,
    NODE_EXTRA_CA_CERTS: AUTHORITY,
    REQUESTS_CA_BUNDLE: AUTHORITY,
  };
}
