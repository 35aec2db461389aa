import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
  type CompletedPart,
  type S3Client,
} from '@aws-sdk/client-s3';

/** A file larger than this goes up in parts of this size, bytes. S3 takes parts from 5 MB on. */
const PART = 8 * 1024 ** 2;
/** S3's limit. */
const MOST_PARTS = 10_000;
const AT_ONCE = 3;

/** What is put where. */
export interface Put {
  readonly bucket: string;
  readonly key: string;
  readonly file: File;
}

/**
 * Puts a file into a bucket, a large one in parts, of which only a few are in memory at a time.
 * @param onProgress told the bytes that S3 has so far
 * @throws AWS's error, or the signal's reason; of an upload in parts nothing remains then
 */
export async function putFile(
  client: S3Client,
  { bucket: Bucket, key: Key, file }: Put,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const object = { Bucket, Key };
  const ContentType = file.type === '' ? 'application/octet-stream' : file.type;
  if (file.size <= PART) {
    await client.send(new PutObjectCommand({ ...object, ContentType, Body: await bytesOf(file) }), {
      abortSignal: signal,
    });
    onProgress(file.size);
    return;
  }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...object, ContentType }), {
    abortSignal: signal,
  });
  try {
    const Parts = await putParts(client, { ...object, UploadId }, file, onProgress, signal);
    await client.send(
      new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts } }),
      { abortSignal: signal },
    );
  } catch (error) {
    // The first error is the one to tell; parts that stay behind are listed by ListMultipartUploads.
    await client.send(new AbortMultipartUploadCommand({ ...object, UploadId })).catch(() => undefined);
    throw error;
  }
}

async function putParts(
  client: S3Client,
  upload: { readonly Bucket: string; readonly Key: string; readonly UploadId: string | undefined },
  file: File,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<CompletedPart[]> {
  const size = Math.max(PART, Math.ceil(file.size / MOST_PARTS));
  const count = Math.ceil(file.size / size);
  const parts: CompletedPart[] = [];
  let sent = 0;
  let next = 0;
  const work = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      const Body = await bytesOf(file.slice(index * size, (index + 1) * size));
      const PartNumber = index + 1;
      const { $metadata: _, ...answer } = await client.send(
        new UploadPartCommand({ ...upload, PartNumber, Body }),
        { abortSignal: signal },
      );
      parts[index] = {
        PartNumber,
        ETag: answer.ETag,
        ...(answer.ChecksumCRC32 === undefined ? {} : { ChecksumCRC32: answer.ChecksumCRC32 }),
      };
      sent += Body.length;
      onProgress(sent);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return parts;
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}
