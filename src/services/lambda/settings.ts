import type {
  CreateFunctionRequest,
  Environment,
  LoggingConfig,
  UpdateFunctionConfigurationRequest,
} from '../../model/generated/lambda.ts';
import { assertNotBlocked } from './blocked-runtimes.ts';
import { crossAccountRole, invalidParameter, notBuilt } from './errors.ts';
import type { FunctionSettings } from './records.ts';
import { RESERVED_VARIABLES } from './reserved-variables.ts';

/** bytes */
const LARGEST_ENVIRONMENT = 4096;

type Given = CreateFunctionRequest | UpdateFunctionConfigurationRequest;

/**
 * The settings of a function to be made.
 *
 * @throws AwsError InvalidParameterValueException
 */
export function newSettings(input: CreateFunctionRequest): FunctionSettings {
  assertNotBlocked(input.Runtime);
  refuseWhatIsNotBuilt(input);
  const { Runtime, Handler } = input;
  if (input.PackageType === 'Image' || input.Code.ImageUri !== undefined) {
    throw notBuilt('functions from container images');
  }
  if (Runtime === undefined || Handler === undefined) {
    throw invalidParameter(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
  return {
    runtime: Runtime,
    handler: Handler,
    role: input.Role,
    description: input.Description ?? '',
    timeoutSeconds: input.Timeout ?? 3,
    memoryMegabytes: input.MemorySize ?? 128,
    storageMegabytes: input.EphemeralStorage?.Size ?? 512,
    environment: environmentOf(input.Environment),
    architecture: input.Architectures?.[0] ?? 'x86_64',
    tracing: input.TracingConfig?.Mode ?? 'PassThrough',
    logging: loggingOf(input.LoggingConfig, input.FunctionName),
  };
}

/** Settings with a change made to them; what is not given stays. @throws AwsError InvalidParameterValueException */
export function changedSettings(
  settings: FunctionSettings,
  input: UpdateFunctionConfigurationRequest,
  name: string,
): FunctionSettings {
  assertNotBlocked(input.Runtime);
  refuseWhatIsNotBuilt(input);
  return {
    runtime: input.Runtime ?? settings.runtime,
    handler: input.Handler ?? settings.handler,
    role: input.Role ?? settings.role,
    description: input.Description ?? settings.description,
    timeoutSeconds: input.Timeout ?? settings.timeoutSeconds,
    memoryMegabytes: input.MemorySize ?? settings.memoryMegabytes,
    storageMegabytes: input.EphemeralStorage?.Size ?? settings.storageMegabytes,
    environment: input.Environment === undefined ? settings.environment : environmentOf(input.Environment),
    architecture: settings.architecture,
    tracing: input.TracingConfig?.Mode ?? settings.tracing,
    logging: input.LoggingConfig === undefined ? settings.logging : loggingOf(input.LoggingConfig, name),
    layers: settings.layers,
  };
}

/** @throws AwsError AccessDeniedException for a role of another account */
export function assertOwnRole(roleArn: string, accountId: string): void {
  if (roleArn.split(':')[4] !== accountId) throw crossAccountRole();
}

function environmentOf(environment: Environment | undefined): Record<string, string> | undefined {
  const variables = environment?.Variables ?? {};
  const names = Object.keys(variables);
  if (names.length === 0) return undefined;
  const reserved = names.filter((name) => RESERVED_VARIABLES.has(name));
  if (reserved.length > 0) {
    throw invalidParameter(
      'Lambda was unable to configure your environment variables because the environment variables you have provided ' +
        'contains reserved keys that are currently not supported for modification. ' +
        `Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  if (Object.values(variables).some((value) => value.includes('\0'))) {
    throw invalidParameter('The values of environment variables hold no null character.');
  }
  if (Buffer.byteLength(JSON.stringify(variables)) > LARGEST_ENVIRONMENT) {
    // AWS repeats the variables here; a refusal of ours holds no secret.
    throw invalidParameter(
      'Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit.',
    );
  }
  return { ...variables };
}

function loggingOf(given: LoggingConfig | undefined, name: string): LoggingConfig {
  const bare = name.slice(name.lastIndexOf(':') + 1);
  return {
    LogFormat: given?.LogFormat ?? 'Text',
    ApplicationLogLevel: given?.ApplicationLogLevel,
    SystemLogLevel: given?.SystemLogLevel,
    LogGroup: given?.LogGroup ?? `/aws/lambda/${bare}`,
  };
}

/** What AWS would do with a function and the house does not is refused by its name; what means nothing is not. */
function refuseWhatIsNotBuilt(input: Given): void {
  if ((input.VpcConfig?.SubnetIds?.length ?? 0) > 0) throw notBuilt('functions in a VPC');
  if ((input.FileSystemConfigs?.length ?? 0) > 0) throw notBuilt('file systems of functions');
  if ((input.DeadLetterConfig?.TargetArn ?? '') !== '') throw notBuilt('dead-letter queues');
  if ((input.KMSKeyArn ?? '') !== '') throw notBuilt('keys of KMS for functions');
  if (input.LoggingConfig?.LogFormat === 'JSON') throw notBuilt('log lines in JSON');
  if (input.SnapStart?.ApplyOn === 'PublishedVersions') throw notBuilt('SnapStart');
  if (input.CapacityProviderConfig !== undefined) throw notBuilt('managed instances for functions');
  if (input.DurableConfig !== undefined) throw notBuilt('durable functions');
  if ('CodeSigningConfigArn' in input && (input.CodeSigningConfigArn ?? '') !== '') {
    throw notBuilt('code signing');
  }
  if ('TenancyConfig' in input && input.TenancyConfig !== undefined) throw notBuilt('tenants of functions');
}
