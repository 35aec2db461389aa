import type { RoleCredentials } from '../operation/assume-as-service.ts';
import type { RunnableFunction } from '../operation/functions.ts';

/** Where things are for a function. */
export interface FunctionPlace {
  readonly code: string;
  readonly runtimes: string;
  /** What its layers hold. */
  readonly layers: string;
  /** `host:port` of the Runtime API. */
  readonly runtimeApi: string;
  /** Where AWS's APIs are. */
  readonly endpoint: string;
  /** Its folder for what it writes. */
  readonly temporary: string;
  /** Its log stream, one for each environment. */
  readonly logStream: string;
}

const PATH = '/usr/local/bin:/usr/bin:/bin';

/**
 * The environment variables of a function, as AWS sets them; its own come on top where AWS lets them. One is
 * ours: `AWS_ENDPOINT_URL` leads SDKs to the house.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function functionVariables(
  fn: RunnableFunction,
  credentials: RoleCredentials,
  place: FunctionPlace,
): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: place.endpoint,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: `${PATH}:${place.layers}/bin`,
    LD_LIBRARY_PATH: `${place.code}:${place.code}/lib:${place.layers}/lib`,
    ...searchPath(fn.runtime, place),
    TMPDIR: place.temporary,
    ...fn.environment,
    _HANDLER: fn.handler,
    LAMBDA_TASK_ROOT: place.code,
    LAMBDA_RUNTIME_DIR: place.runtimes,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_REGION: fn.region,
    AWS_DEFAULT_REGION: fn.region,
    AWS_LAMBDA_RUNTIME_API: place.runtimeApi,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: fn.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: place.logStream,
    AWS_ACCESS_KEY_ID: credentials.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.SecretAccessKey,
    AWS_SESSION_TOKEN: credentials.SessionToken,
  };
}

/** Where layers keep packages of a runtime's for Node.js, below their folder, the first first; none for others. */
export function layerPackages(runtime: string): readonly string[] {
  const version = /^nodejs(\d+)/.exec(runtime)?.[1];
  if (version === undefined) return [];
  return [`nodejs/node${version}/node_modules`, 'nodejs/node_modules'];
}

/** Where an interpreter looks for what a handler names: in layers, then in the runtime, then in the code. */
function searchPath(runtime: string, { code, runtimes, layers }: FunctionPlace): Record<string, string> {
  if (runtime.startsWith('nodejs')) {
    const inLayers = layerPackages(runtime).map((folder) => `${layers}/${folder}`);
    return { NODE_PATH: [...inLayers, `${runtimes}/node_modules`, runtimes, code].join(':') };
  }
  const python = /^python([\d.]*)/.exec(runtime)?.[1];
  if (python === undefined) return {};
  const own = `${layers}/python/lib/python${python}/site-packages`;
  return { PYTHONPATH: [own, `${layers}/python`, runtimes].join(':') };
}
