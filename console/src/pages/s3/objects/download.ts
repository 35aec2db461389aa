import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** What the browser holds of one object, bytes; beyond it the page names the command that fetches it. */
export const MOST_TO_DOWNLOAD = 1024 ** 3;

/** Which object, and which of its versions. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string | undefined;
}

/** Fetches an object whole. It has no type of its own here: nothing of a bucket's is shown as a page. */
export async function fetchObject(
  client: S3Client,
  { bucket, key, versionId }: ObjectPlace,
  range?: string,
): Promise<Blob> {
  const { Body } = await client.send(
    new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      ...(versionId === undefined ? {} : { VersionId: versionId }),
      ...(range === undefined ? {} : { Range: range }),
    }),
  );
  if (Body === undefined) return new Blob([]);
  const whole = await new Response(Body.transformToWebStream()).blob();
  return whole.slice(0, whole.size, 'application/octet-stream');
}

/** Hands a file to the person, by the browser's own saving. */
export function saveAs(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after this turn; a minute is enough for it to begin.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
