import { createHash } from 'node:crypto';
import type { AliasConfiguration, FunctionConfiguration } from '../../model/generated/lambda.ts';
import type { LambdaAliasRow } from '../../store/lambda-tables.ts';
import { functionArn } from './function-name.ts';
import { LATEST, versionText, type FunctionRecord, type VersionRecord } from './records.ts';

/** How far a function has come as its answer says; on AWS a change takes seconds, here none. */
export type Progress = 'created' | 'updated' | 'settled';

/**
 * A version as AWS describes it.
 *
 * @param qualifier what its ARN ends in; absent for the function itself
 */
export function configurationToWire(
  found: FunctionRecord,
  { version, settings, codeSize, codeSha256, revisionId, lastModified }: VersionRecord,
  qualifier?: string,
  progress: Progress = 'settled',
): FunctionConfiguration {
  const { runtime, architecture, environment, logging } = settings;
  return {
    FunctionName: found.name,
    FunctionArn: functionArn(found, qualifier ?? (version === LATEST ? undefined : version)),
    Runtime: runtime,
    Role: settings.role,
    Handler: settings.handler,
    CodeSize: codeSize,
    Description: settings.description,
    Timeout: settings.timeoutSeconds,
    MemorySize: settings.memoryMegabytes,
    LastModified: lastModified.toISOString().replace('Z', '+0000'),
    CodeSha256: codeSha256,
    Version: version,
    Environment: environment && { Variables: { ...environment } },
    TracingConfig: { Mode: settings.tracing },
    RevisionId: revisionId,
    PackageType: 'Zip',
    Architectures: [architecture],
    EphemeralStorage: { Size: settings.storageMegabytes },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    RuntimeVersionConfig: { RuntimeVersionArn: runtimeVersionArn(found.region, runtime, architecture) },
    LoggingConfig: logging,
    Layers: settings.layers?.map(({ arn, size }) => ({ Arn: arn, CodeSize: size })),
    ...PROGRESS[progress],
  };
}

const PROGRESS: Readonly<Record<Progress, Partial<FunctionConfiguration>>> = {
  created: {
    State: 'Pending',
    StateReason: 'The function is being created.',
    StateReasonCode: 'Creating',
  },
  updated: {
    State: 'Active',
    LastUpdateStatus: 'InProgress',
    LastUpdateStatusReason: 'The function is being created.',
  },
  settled: { State: 'Active', LastUpdateStatus: 'Successful' },
};

/** An ARN of AWS's form, the same for each runtime in a region: the runtime is the machine's interpreter. */
function runtimeVersionArn(region: string, runtime: string, architecture: string): string {
  const digest = createHash('sha256').update(`${runtime} ${architecture}`).digest('hex');
  return `arn:aws:lambda:${region}::runtime:${digest}`;
}

export function aliasToWire(found: FunctionRecord, alias: LambdaAliasRow): AliasConfiguration {
  const weights = weightsOf(alias);
  return {
    AliasArn: functionArn(found, alias.name),
    Name: alias.name,
    FunctionVersion: versionText(alias.version),
    Description: alias.description,
    RoutingConfig: weights && { AdditionalVersionWeights: weights },
    RevisionId: alias.revision_id,
  };
}

/** The second version of an alias with its share; `undefined` when all calls go to the first. */
export function weightsOf({ weights }: LambdaAliasRow): Record<string, number> | undefined {
  return weights === null ? undefined : (JSON.parse(weights) as Record<string, number>);
}
