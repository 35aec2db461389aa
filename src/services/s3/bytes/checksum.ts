import type { ChecksumType } from '../../../model/generated/s3.ts';
import {
  compositeChecksum,
  fullObjectChecksum,
  type LinearAlgorithm,
  type PartChecksum,
} from '../../../credentials/combine-checksums.ts';
import { checksumAlgorithm, type ChecksumAlgorithm } from '../../../credentials/payload-checksum.ts';
import { invalidRequest, notBuilt } from '../errors.ts';

/** A checksum that S3 keeps with an object or a part. */
export interface StoredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  /** Base64; a composite one ends in `-` and the number of parts. */
  readonly value: string;
}

/** The members that carry a checksum in inputs and answers. */
export interface ChecksumMembers {
  ChecksumCRC32?: string | undefined;
  ChecksumCRC32C?: string | undefined;
  ChecksumCRC64NVME?: string | undefined;
  ChecksumSHA1?: string | undefined;
  ChecksumSHA256?: string | undefined;
  ChecksumSHA512?: string | undefined;
  ChecksumMD5?: string | undefined;
}

/** What S3 computes by itself when a client names no algorithm. */
export const DEFAULT_ALGORITHM: ChecksumAlgorithm = 'CRC64NVME';

/** A checksum as members of an answer, without its type. */
export function checksumMembers(checksum: StoredChecksum | undefined): ChecksumMembers {
  return checksum === undefined ? {} : { [`Checksum${checksum.algorithm}`]: checksum.value };
}

/** The algorithm that a request names. @throws AwsError NotImplemented (501) for one that is not computed here */
export function namedAlgorithm(name: string | undefined): ChecksumAlgorithm | undefined {
  if (name === undefined) return undefined;
  const algorithm = checksumAlgorithm(name);
  if (algorithm === undefined) throw notBuilt(`x-amz-checksum-algorithm: ${name}`);
  return algorithm;
}

/** The checksum that a request's members give of one algorithm. */
export function givenChecksum(members: ChecksumMembers, algorithm: ChecksumAlgorithm): string | undefined {
  return members[`Checksum${algorithm}`];
}

/** Which kind of checksum a multipart object gets. */
export interface MultipartChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  /** Whether the client named the algorithm: only then must every part bring its checksum. */
  readonly named: boolean;
}

/**
 * Chooses it: CRCs may be of the whole object, digests are composite, CRC64NVME is never so.
 *
 * @throws AwsError InvalidRequest (400), NotImplemented (501)
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
export function multipartChecksum(
  name: string | undefined,
  type: ChecksumType | undefined,
): MultipartChecksum {
  const named = namedAlgorithm(name);
  if (named === undefined) {
    if (type !== undefined) {
      throw invalidRequest(
        'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
      );
    }
    return { algorithm: DEFAULT_ALGORITHM, type: 'FULL_OBJECT', named: false };
  }
  const chosen = type ?? (named === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  const impossible = chosen === 'COMPOSITE' ? named === 'CRC64NVME' : !isLinear(named);
  if (impossible) {
    throw invalidRequest(
      `The ${chosen} checksum type cannot be used with the ${named.toLowerCase()} checksum algorithm.`,
    );
  }
  return { algorithm: named, type: chosen, named: true };
}

function isLinear(algorithm: ChecksumAlgorithm): algorithm is LinearAlgorithm {
  return algorithm === 'CRC32' || algorithm === 'CRC32C' || algorithm === 'CRC64NVME';
}

/** The whole object's checksum, made of its parts' without reading a byte again. */
export function checksumOfParts(
  { algorithm, type }: Pick<MultipartChecksum, 'algorithm' | 'type'>,
  parts: readonly PartChecksum[],
): StoredChecksum {
  if (type === 'FULL_OBJECT' && isLinear(algorithm)) {
    return { algorithm, type, value: fullObjectChecksum(algorithm, parts) };
  }
  return { algorithm, type: 'COMPOSITE', value: compositeChecksum(algorithm, parts) };
}
