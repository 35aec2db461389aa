import type { Architecture, LoggingConfig, Runtime, TracingMode } from '../../model/generated/lambda.ts';
import type { LambdaFunctionRow, LambdaVersionRow } from '../../store/lambda-tables.ts';
import { functionArn } from './function-name.ts';

/** What can be set of a function, as each version keeps it. */
export interface FunctionSettings {
  readonly runtime: Runtime;
  readonly handler: string;
  readonly role: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly storageMegabytes: number;
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly architecture: Architecture;
  readonly tracing: TracingMode;
  readonly logging: LoggingConfig;
  /** Later ones go over earlier ones. */
  readonly layers?: readonly UsedLayer[] | undefined;
}

/** A layer's version as a function uses it, although it may be deleted by now. */
export interface UsedLayer {
  /** With its version. */
  readonly arn: string;
  readonly blobId: string;
  /** Of the zip, bytes. */
  readonly size: number;
}

/** A function. */
export interface FunctionRecord {
  readonly functionId: string;
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  /** Without a qualifier. */
  readonly arn: string;
  readonly nextVersion: number;
  readonly reservedConcurrency: number | undefined;
}

/** A version of a function, `$LATEST` among them. */
export interface VersionRecord {
  /** `$LATEST` or a number. */
  readonly version: string;
  readonly settings: FunctionSettings;
  readonly blobId: string;
  readonly codeSize: number;
  /** Base64. */
  readonly codeSha256: string;
  readonly revisionId: string;
  readonly lastModified: Date;
}

export const LATEST = '$LATEST';
/** How `$LATEST` is numbered in the store. */
export const LATEST_NUMBER = 0;

export function functionRecord(row: LambdaFunctionRow): FunctionRecord {
  const { account_id: accountId, region, name } = row;
  return {
    functionId: row.function_id,
    accountId,
    region,
    name,
    arn: functionArn({ accountId, region, name }),
    nextVersion: row.next_version,
    reservedConcurrency: row.reserved_concurrency ?? undefined,
  };
}

export function versionRecord(row: LambdaVersionRow): VersionRecord {
  return {
    version: versionText(row.version),
    settings: JSON.parse(row.settings) as FunctionSettings,
    blobId: row.blob_id,
    codeSize: row.code_size,
    codeSha256: row.code_sha256,
    revisionId: row.revision_id,
    lastModified: new Date(row.last_modified),
  };
}

export function versionText(version: number): string {
  return version === LATEST_NUMBER ? LATEST : String(version);
}

export function versionNumber(version: string): number {
  return version === LATEST ? LATEST_NUMBER : Number(version);
}
