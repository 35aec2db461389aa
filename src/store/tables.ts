import type { CredentialTables } from './credential-tables.ts';
import type { Ec2Tables } from './ec2-tables.ts';
import type { FederationTables } from './federation-tables.ts';
import type { IdentityTables } from './identity-tables.ts';
import type { LogTables } from './log-tables.ts';
import type { LambdaTables } from './lambda-tables.ts';
import type { OrganizationTables } from './organization-tables.ts';
import type { RecordTables } from './record-tables.ts';
import type { ParameterTables } from './parameter-tables.ts';
import type { RepositoryTables } from './repository-tables.ts';
import type { S3Tables } from './s3-tables.ts';
import type { StackTables } from './stack-tables.ts';

/**
 * Every table, as rows are written and read. Column types are portable: text without U+0000 (sorted
 * by UTF-8 bytes), integers to ±(2^53-1), truth as 0/1, bytes. A column that may be null may be left
 * out of an insert.
 */
export interface Tables
  extends
    IdentityTables,
    CredentialTables,
    FederationTables,
    OrganizationTables,
    Ec2Tables,
    S3Tables,
    StackTables,
    ParameterTables,
    RepositoryTables,
    LogTables,
    LambdaTables,
    RecordTables {
  /** Tags of everything that is not IAM's: `resource_id` is `i-…`, `vpc-…`, a bucket's name behind `s3:`. */
  resource_tags: TagRow;
  /** Resources, of IAM's too, that had tags taken off them; by the id under which their tags are kept. */
  once_tagged: { resource_id: string };
  /** Blobs that exist and that no row refers to: bytes on their way in, bytes to be deleted. */
  unreferenced_blobs: UnreferencedBlobRow;
}

export interface TagRow {
  resource_id: string;
  /** The key as it was given. */
  key: string;
  /** What makes a key the same: IAM folds case, others do not, so the service decides. */
  key_lower: string;
  value: string;
}

export interface UnreferencedBlobRow {
  blob_id: string;
  /** Real time, ms since 1970. */
  since: number;
}

/** 0 or 1. */
export type Truth = 0 | 1;
