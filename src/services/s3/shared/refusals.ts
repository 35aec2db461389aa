import { aclNotSupported, invalidVersionId, noObjectLock, notBuilt } from '../errors.ts';

/** The members by which requests ask for what is refused here, since to ignore it would be to lie. */
export interface RefusableMembers {
  readonly ACL?: string | undefined;
  readonly GrantFullControl?: string | undefined;
  readonly GrantRead?: string | undefined;
  readonly GrantReadACP?: string | undefined;
  readonly GrantWrite?: string | undefined;
  readonly GrantWriteACP?: string | undefined;
  readonly SSECustomerAlgorithm?: string | undefined;
  readonly SSECustomerKey?: string | undefined;
  readonly CopySourceSSECustomerAlgorithm?: string | undefined;
  readonly ObjectLockMode?: string | undefined;
  readonly ObjectLockRetainUntilDate?: Date | undefined;
  readonly ObjectLockLegalHoldStatus?: string | undefined;
  readonly WriteOffsetBytes?: number | undefined;
  readonly AnnotationDirective?: string | undefined;
}

/** Canned ACLs that leave the owner in control; with ACLs disabled S3 takes no others. */
const HARMLESS_ACLS: ReadonlySet<string> = new Set(['private', 'bucket-owner-full-control']);

/**
 * Refuses what a request asks for beyond what is built.
 *
 * @throws AwsError AccessControlListNotSupported (400), InvalidRequest (400), NotImplemented (501)
 */
export function refuseUnbuilt(input: RefusableMembers): void {
  if (input.ACL !== undefined && !HARMLESS_ACLS.has(input.ACL)) throw aclNotSupported();
  if (grantsOf(input).length > 0) throw aclNotSupported();
  refuseCustomerKeys(input);
  if (input.CopySourceSSECustomerAlgorithm !== undefined) {
    throw notBuilt('x-amz-copy-source-server-side-encryption-customer-algorithm');
  }
  if (asksForLock(input)) throw noObjectLock();
  if (input.WriteOffsetBytes !== undefined) throw notBuilt('x-amz-write-offset-bytes');
  if (input.AnnotationDirective !== undefined) throw notBuilt('x-amz-object-annotation-directive');
}

/** @throws AwsError NotImplemented (501) when a request brings a key of its own */
export function refuseCustomerKeys(
  input: Pick<RefusableMembers, 'SSECustomerAlgorithm' | 'SSECustomerKey'>,
): void {
  if (input.SSECustomerAlgorithm !== undefined || input.SSECustomerKey !== undefined) {
    throw notBuilt('x-amz-server-side-encryption-customer-algorithm');
  }
}

/** @throws AwsError InvalidArgument (400) for what cannot be a version's id */
export function assertVersionId(versionId: string | undefined): void {
  if (versionId === undefined || versionId === 'null' || /^[\w.-]{32}$/.test(versionId)) return;
  throw invalidVersionId(versionId);
}

function grantsOf(input: RefusableMembers): readonly string[] {
  const { GrantFullControl, GrantRead, GrantReadACP, GrantWrite, GrantWriteACP } = input;
  return [GrantFullControl, GrantRead, GrantReadACP, GrantWrite, GrantWriteACP].filter(
    (grant) => grant !== undefined,
  );
}

function asksForLock(input: RefusableMembers): boolean {
  return (
    input.ObjectLockMode !== undefined ||
    input.ObjectLockRetainUntilDate !== undefined ||
    input.ObjectLockLegalHoldStatus !== undefined
  );
}
