import { createHash } from 'node:crypto';
import { AwsError } from '../../kernel/aws-error.ts';
import type { ByteStream } from '../../kernel/http.ts';
import type {
  FunctionCode,
  LayerVersionContentInput,
  UpdateFunctionCodeRequest,
} from '../../model/generated/lambda.ts';
import type { OperationContext } from '../../operation/context.ts';
import type { CodeProblem } from '../../operation/functions.ts';
import { releaseBlob } from '../../store/object-bytes.ts';
import type { WriteTx } from '../../store/store.ts';
import { codeTooLarge, invalidParameter, notBuilt } from './errors.ts';

/** A function's zip, stored and looked at. No row refers to it yet. */
export interface StoredCode {
  readonly blobId: string;
  readonly size: number;
  /** Base64. */
  readonly sha256: string;
}

const MB = 1024 * 1024;
/** The limits of AWS: a zip inside the request, and one from S3, which is no larger than what may be in it. */
const LARGEST_INLINE = 50 * MB;
const LARGEST_FROM_S3 = 250 * MB;

type Source = FunctionCode | UpdateFunctionCodeRequest | LayerVersionContentInput;

/** @throws AwsError InvalidParameterValueException when a request brings no code, or in two ways */
export function assertSource(source: Source): void {
  const inline = source.ZipFile !== undefined;
  const fromS3 = source.S3Bucket !== undefined || source.S3Key !== undefined;
  if ('ImageUri' in source && source.ImageUri !== undefined)
    throw notBuilt('functions from container images');
  if ('SourceKMSKeyArn' in source && source.SourceKMSKeyArn !== undefined)
    throw notBuilt('keys of KMS for functions');
  if (source.S3ObjectStorageMode === 'REFERENCE') throw notBuilt('code that stays in S3');
  if (!inline && !fromS3) throw invalidParameter('Please provide a source for function code.');
  if (inline && fromS3) {
    throw invalidParameter('Please do not provide other FunctionCode parameters when providing a ZipFile.');
  }
  if (fromS3 && (source.S3Bucket === undefined || source.S3Key === undefined)) {
    throw invalidParameter('Please provide a source for function code.');
  }
}

/**
 * Stores a request's code: what came inside it, or an object that is read from S3 as the caller.
 *
 * @throws AwsError what is wrong with the code, or S3's refusal in Lambda's frame
 */
export async function storeCode(
  context: OperationContext,
  source: Source,
  operation: string,
): Promise<StoredCode> {
  const inline = source.ZipFile;
  if (inline !== undefined && inline.length > LARGEST_INLINE) throw codeTooLarge(LARGEST_INLINE, operation);
  const bytes = inline === undefined ? await fromS3(context, source) : [inline];
  const code = await kept(context, bytes);
  const found = await context.house.functions.inspect(code);
  if (typeof found === 'number') return code;
  await context.house.objects.delete(code.blobId);
  throw invalidParameter(PROBLEMS[found]);
}

const PROBLEMS: Readonly<Record<CodeProblem, string>> = {
  'not-a-zip': 'Could not unzip uploaded file. Please check your file, then try to upload again.',
  empty: 'Uploaded file must be a non-empty zip',
  'too-large': 'Unzipped size must be smaller than 262144000 bytes',
  unsafe:
    'Could not unzip uploaded file: it holds a link, or a path that leads out of it. Please check your file, then try to upload again.',
};

async function kept(
  { house }: OperationContext,
  bytes: ByteStream | Iterable<Uint8Array>,
): Promise<StoredCode> {
  const writer = await house.objects.create();
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > LARGEST_FROM_S3) throw invalidParameter(PROBLEMS['too-large']);
      hash.update(chunk);
      await writer.write(chunk);
    }
    const { id } = await writer.commit();
    return { blobId: id, size, sha256: hash.digest('base64') };
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

async function fromS3(
  { dispatch }: OperationContext,
  { S3Bucket: Bucket, S3Key: Key, S3ObjectVersion: VersionId }: Source,
): Promise<ByteStream | Iterable<Uint8Array>> {
  try {
    const { Body } = (await dispatch({
      service: 's3',
      operation: 'GetObject',
      input: { Bucket, Key, ...(VersionId !== undefined && { VersionId }) },
      via: 'lambda.amazonaws.com',
    })) as { Body: ByteStream | Uint8Array | undefined };
    return Body === undefined || Body instanceof Uint8Array ? [Body ?? new Uint8Array()] : Body;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const said = `S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`;
    throw invalidParameter(
      error.status === 403
        ? `Your access has been denied by S3, please make sure your request credentials have permission to GetObject for ${Bucket}/${Key}. ${said}`
        : `Error occurred while GetObject. ${said}`,
    );
  }
}

/**
 * Lets go of zips that no version of a function or a layer refers to any more, inside the transaction that took the last ones away.
 *
 * @returns those whose bytes are to be deleted once it has committed
 */
export async function releaseUnused(tx: WriteTx, blobIds: readonly string[]): Promise<readonly string[]> {
  const released: string[] = [];
  for (const blobId of new Set(blobIds)) {
    if (await isUsed(tx, blobId)) continue;
    await releaseBlob(tx, blobId);
    released.push(blobId);
  }
  return released;
}

const USERS = ['lambda_versions', 'lambda_version_layers', 'lambda_layer_versions'] as const;

async function isUsed(tx: WriteTx, blobId: string): Promise<boolean> {
  for (const table of USERS) {
    const query = tx.selectFrom(table).select('blob_id').where('blob_id', '=', blobId);
    if ((await query.executeTakeFirst()) !== undefined) return true;
  }
  return false;
}

/** Deletes bytes that were let go of. */
export async function deleteBytes({ house }: OperationContext, blobIds: readonly string[]): Promise<void> {
  for (const blobId of blobIds) await house.objects.delete(blobId);
}
