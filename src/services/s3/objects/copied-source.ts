import type { ByteStream } from '../../../kernel/http.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { ByteRange } from '../bytes/byte-range.ts';
import { checkCopyConditions, type CopyConditions } from './conditions.ts';
import { readCopySource, type CopySource } from './copy-source.ts';
import { assertFitForKms, authorizesDecrypting } from '../encryption/object-encryption.ts';
import { findObject, objectOf, readingOf, type ToldObject } from '../shared/find-object.ts';
import { partsOf } from './get-object.ts';
import type { ObjectRecord } from '../shared/object-record.ts';
import { openBytes } from '../bytes/open-bytes.ts';

/** The members that name a copy's source. */
export interface CopyMembers extends CopyConditions {
  readonly CopySource: string;
  readonly ExpectedSourceBucketOwner?: string | undefined;
}

/** A copy's source as it was found, and what reading it needs. */
export interface AuthorizedSource {
  readonly source: CopySource;
  readonly object: ObjectRecord | undefined;
  readonly permissions: readonly Authorization[];
}

/** What reading a copy's source needs. @param actions for example `s3:GetObject`, the first always asked for */
export async function authorizesSource(
  context: OperationContext,
  input: CopyMembers,
): Promise<AuthorizedSource> {
  const source = readCopySource(input.CopySource);
  const named = sourceInput(source, input);
  const { bucket, object } = await findObject(context, named);
  const decrypting = authorizesDecrypting(context, bucket.name, source.key, object?.data.encryption);
  const permissions = [...readingOf(context, bucket, object, named, 's3:GetObject'), ...decrypting];
  return { source, object, permissions };
}

/** What reading the tags of a copy's source needs. */
export async function authorizesSourceTags(
  context: OperationContext,
  input: CopyMembers,
): Promise<readonly Authorization[]> {
  const named = sourceInput(readCopySource(input.CopySource), input);
  const { bucket, object } = await findObject(context, named);
  return object === undefined ? [] : readingOf(context, bucket, object, named, 's3:GetObjectTagging');
}

/** The source object, its conditions held. @throws AwsError NoSuchKey (404), PreconditionFailed (412) */
export async function sourceObject(context: OperationContext, input: CopyMembers): Promise<ToldObject> {
  const object = await objectOf(context, sourceInput(readCopySource(input.CopySource), input));
  if (object.data.encryption !== undefined) assertFitForKms(context);
  checkCopyConditions(input, object);
  return object;
}

/** The source's bytes, or a range of them. */
export async function sourceBytes(
  context: OperationContext,
  object: ObjectRecord,
  range?: ByteRange,
): Promise<ByteStream> {
  const body = await openBytes(context.house.objects, object, await partsOf(context, object), range);
  return body instanceof Uint8Array ? inOnePiece(body) : body;
}

function sourceInput({ bucket, key, versionId }: CopySource, { ExpectedSourceBucketOwner }: CopyMembers) {
  return { Bucket: bucket, Key: key, VersionId: versionId, ExpectedBucketOwner: ExpectedSourceBucketOwner };
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
