import path from 'node:path';
import type { MachineEntry } from './machine-entry.ts';

/** The instance that a command is to run on, as its server tells. */
export interface InstancePlace {
  readonly instanceId: string;
  readonly region: string;
  /** Whether it is still starting. */
  readonly isPending: boolean;
  /** Where AWS's APIs are, for example `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** Where S3 is, when the instance's VPC reaches it through an endpoint. */
  readonly s3Endpoint?: string | undefined;
  /** Where the instance's metadata is. */
  readonly metadataEndpoint: string;
  /** `ip-172-31-0-4.ec2.internal` */
  readonly hostname: string;
  /** The instance's own home directory. */
  readonly home: string;
  /** Where the instance has namespaces of its own: in them everything has its usual place. */
  readonly machine?: MachineEntry | undefined;
}

/** By this variable what runs on an instance in this machine's own namespaces is known for it. */
export const MARK = 'UTSUWA_INSTANCE_ID';

/** What of the operator's must not be seen on an instance: AWS's keys, profiles and settings, and our own root key. */
const HIDDEN = /^(?:AWS_|UTSUWA_|BOTO_CONFIG$)/i;

/**
 * Tools that look for themselves below HOME and are told where they are by a variable: an `aws` that PATH
 * finds there must still run when HOME is the instance's.
 */
export const TOOL_HOMES: readonly (readonly [variable: string, folder: string])[] = [
  ['ASDF_DATA_DIR', '.asdf'],
  ['MISE_DATA_DIR', '.local/share/mise'],
  ['PYENV_ROOT', '.pyenv'],
  ['PYTHONUSERBASE', '.local'],
  ['RBENV_ROOT', '.rbenv'],
  ['VOLTA_HOME', '.volta'],
];

const PROXIES = ['http_proxy', 'https_proxy', 'all_proxy'];
const OWN_ADDRESSES = '127.0.0.1,localhost,169.254.169.254';

/**
 * The environment of a command on an instance: the operator's without anything of AWS's, the instance's
 * metadata, home and name in its place.
 *
 * @param operator the operator's environment
 * @param exists whether a path exists
 */
export function instanceEnvironment(
  operator: Readonly<NodeJS.ProcessEnv>,
  place: InstancePlace,
  exists: (path: string) => boolean,
): NodeJS.ProcessEnv {
  return {
    ...withoutOperator(operator, exists),
    [MARK]: place.instanceId,
    HOME: place.home,
    HOSTNAME: place.hostname,
    AWS_ENDPOINT_URL: place.endpoint,
    ...(place.s3Endpoint === undefined ? {} : { AWS_ENDPOINT_URL_S3: place.s3Endpoint }),
    AWS_EC2_METADATA_SERVICE_ENDPOINT: place.metadataEndpoint,
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
  };
}

/** The operator's environment without anything of AWS's; tools below its home, and loopback, are still found. */
export function withoutOperator(
  operator: Readonly<NodeJS.ProcessEnv>,
  exists: (path: string) => boolean,
): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(operator).filter(([name]) => !HIDDEN.test(name)));
  return { ...toolHomes(operator, exists), ...kept, ...withoutProxy(operator) };
}

/** Where tools are that live below the operator's home, by the variables that they read. */
export function toolHomes(
  { HOME: home }: Readonly<NodeJS.ProcessEnv>,
  exists: (path: string) => boolean,
): NodeJS.ProcessEnv {
  if (home === undefined) return {};
  const places = TOOL_HOMES.map(([variable, folder]) => [variable, path.join(home, folder)] as const);
  return Object.fromEntries(places.filter(([, folder]) => exists(folder)));
}

/** Where the operator goes through a proxy, an instance's own addresses do not. */
function withoutProxy(operator: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv {
  const isProxied = PROXIES.some(
    (name) => operator[name] !== undefined || operator[name.toUpperCase()] !== undefined,
  );
  if (!isProxied) return {};
  const spared = operator['no_proxy'] ?? operator['NO_PROXY'];
  const all = spared === undefined || spared === '' ? OWN_ADDRESSES : `${spared},${OWN_ADDRESSES}`;
  return { no_proxy: all, NO_PROXY: all };
}
