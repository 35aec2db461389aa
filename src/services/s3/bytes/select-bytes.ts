import { readRange, type ByteRange } from './byte-range.ts';
import type { StoredChecksum } from './checksum.ts';
import { invalidArgument, invalidPartNumber, invalidRequest } from '../errors.ts';
import type { PartRow } from '../shared/find-object.ts';
import type { ObjectRecord } from '../shared/object-record.ts';

/** Which of an object's bytes are asked for. */
export interface PartSelection {
  /** Absent: all of them. */
  readonly range: ByteRange | undefined;
  /** The part's checksum, when a part was asked for. */
  readonly checksum?: StoredChecksum | undefined;
  /** How many parts a multipart object has, when one of them was asked for. */
  readonly partsCount?: number | undefined;
}

/**
 * Reads `Range` and `partNumber`, of which a request may have one.
 *
 * @param parts of a multipart object, by number
 * @throws AwsError InvalidRequest (400), InvalidArgument (400), InvalidRange (416), InvalidPartNumber (416)
 */
export function selectBytes(
  object: ObjectRecord,
  parts: readonly PartRow[],
  { Range, PartNumber }: { readonly Range?: string | undefined; readonly PartNumber?: number | undefined },
): PartSelection {
  if (PartNumber === undefined) return { range: readRange(Range, object.size) };
  if (Range !== undefined)
    throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  assertPartNumber(PartNumber);
  return object.uploadId === undefined ? onlyPart(object, PartNumber) : onePart(parts, PartNumber);
}

/** @throws AwsError InvalidArgument (400) */
export function assertPartNumber(partNumber: number): void {
  if (partNumber >= 1 && partNumber <= 10_000) return;
  throw invalidArgument(
    'Part number must be an integer between 1 and 10000, inclusive',
    'partNumber',
    String(partNumber),
  );
}

/** An object that was put in one piece is its own first part. */
function onlyPart(object: ObjectRecord, partNumber: number): PartSelection {
  if (partNumber > 1) throw invalidPartNumber(partNumber, 1);
  if (object.size === 0) return { range: undefined };
  return { range: { start: 0, end: object.size - 1 }, checksum: object.data.checksum };
}

/** Parts are counted from 1 in the order of their numbers, whatever numbers they were uploaded with. */
function onePart(parts: readonly PartRow[], partNumber: number): PartSelection {
  const part = parts[partNumber - 1];
  if (part === undefined) throw invalidPartNumber(partNumber, parts.length);
  const start = parts.slice(0, partNumber - 1).reduce((sum, { size }) => sum + size, 0);
  const { checksum } = JSON.parse(part.metadata) as { readonly checksum: StoredChecksum };
  const range = part.size === 0 ? undefined : { start, end: start + part.size - 1 };
  return { range, checksum, partsCount: parts.length };
}
