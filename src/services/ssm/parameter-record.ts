import type { ParameterTier, ParameterType } from '../../model/generated/ssm.ts';
import { prefixEnd } from '../../store/prefix-end.ts';
import type { ReadTx } from '../../store/store.ts';

/** A parameter with one of its versions. */
export interface ParameterRecord {
  /** Absent for those that AWS publishes. */
  readonly id: string | undefined;
  readonly name: string;
  readonly version: number;
  /** Ms since 1970 in emulated time. */
  readonly modifiedAt: number;
  readonly data: VersionData;
}

/** What a version holds beside its number. */
export interface VersionData {
  readonly type: ParameterType;
  /** A SecureString's is sealed, in base64. */
  readonly value: string;
  readonly tier: Exclude<ParameterTier, 'Intelligent-Tiering'>;
  readonly dataType: 'text' | 'aws:ec2:image';
  readonly keyId?: string | undefined;
  readonly description?: string | undefined;
  readonly allowedPattern?: string | undefined;
  /** The ARN of who wrote it. */
  readonly modifiedBy?: string | undefined;
}

/** Where parameters are. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

interface Wanted {
  readonly names?: readonly string[] | undefined;
  /** Those whose names begin so. */
  readonly prefix?: string | undefined;
  /** A version of those; the newest when absent. */
  readonly version?: number | undefined;
}

/** A place's parameters in the order of their names, each with a version. */
export async function readParameters(
  tx: ReadTx,
  { accountId, region }: Place,
  { names, prefix, version }: Wanted = {},
): Promise<readonly ParameterRecord[]> {
  const end = prefix === undefined ? undefined : prefixEnd(prefix);
  const rows = await tx
    .selectFrom('parameters')
    .innerJoin('parameter_versions', 'parameter_versions.parameter_id', 'parameters.id')
    .select(['id', 'name', 'parameter_versions.version as at', 'modified_at', 'data'])
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .$if(names !== undefined, (query) => query.where('name', 'in', names ?? []))
    .$if(prefix !== undefined, (query) => query.where('name', '>=', prefix ?? ''))
    .$if(end !== undefined, (query) => query.where('name', '<', end ?? ''))
    .$if(version === undefined, (query) =>
      query.whereRef('parameter_versions.version', '=', 'parameters.version'),
    )
    .$if(version !== undefined, (query) => query.where('parameter_versions.version', '=', version ?? 0))
    .orderBy('name')
    .execute();
  return rows.map((row) => toRecord(row));
}

/** All versions of a parameter, the oldest first. */
export async function readVersions(
  tx: ReadTx,
  id: string,
  name: string,
): Promise<readonly ParameterRecord[]> {
  const rows = await tx
    .selectFrom('parameter_versions')
    .select(['version as at', 'modified_at', 'data'])
    .where('parameter_id', '=', id)
    .orderBy('version')
    .execute();
  return rows.map((row) => toRecord({ ...row, id, name }));
}

/** A parameter's labels, each with the version that it is on. */
export async function readLabels(
  tx: ReadTx,
  ids: readonly string[],
): Promise<readonly { readonly parameter_id: string; readonly label: string; readonly version: number }[]> {
  if (ids.length === 0) return [];
  return tx
    .selectFrom('parameter_labels')
    .selectAll()
    .where('parameter_id', 'in', ids)
    .orderBy('label')
    .execute();
}

function toRecord(row: {
  readonly id: string;
  readonly name: string;
  readonly at: number;
  readonly modified_at: number;
  readonly data: string;
}): ParameterRecord {
  return {
    id: row.id,
    name: row.name,
    version: row.at,
    modifiedAt: row.modified_at,
    data: JSON.parse(row.data) as VersionData,
  };
}
