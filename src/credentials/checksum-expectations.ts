import type { HttpRequest } from '../kernel/http.ts';
import { announcedTrailers, type DecodedBody } from './aws-chunked.ts';
import { type ChecksumAlgorithm, checksumAlgorithm, isChecksumValue } from './payload-checksum.ts';

/** A checksum that the client gave with its body. */
export interface ChecksumExpectation {
  readonly algorithm: ChecksumAlgorithm;
  /** The header or trailer that carries it, for example `x-amz-checksum-crc32` or `content-md5`. */
  readonly header: string;
  /** Base64; a trailer's is known when the body has ended, and `undefined` before. */
  readonly value: () => string | undefined;
}

/** What is wrong with a request's checksum headers, as S3 sees it before the body. */
export interface ChecksumHeaderFault {
  readonly fault:
    /** `InvalidDigest` 400 `The Content-MD5 you specified was invalid.` */
    | 'invalid-md5'
    /** `InvalidRequest` 400 `Value for x-amz-checksum-crc32 header is invalid.` */
    | 'invalid-checksum'
    /** `InvalidRequest` 400 `Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.` */
    | 'several-checksums'
    /** `InvalidRequest` 400 `Expecting a single x-amz-checksum- header` */
    | 'header-and-trailer'
    /** `InvalidRequest` 400 `The value specified in the x-amz-trailer header is not supported` */
    | 'unsupported-trailer';
  /** The header in question. */
  readonly header: string;
}

const PREFIX = 'x-amz-checksum-';

/** Headers of that prefix that carry no checksum. */
const NO_CHECKSUM: ReadonlySet<string> = new Set([
  'x-amz-checksum-algorithm',
  'x-amz-checksum-mode',
  'x-amz-checksum-type',
]);

/**
 * What a request says its body's checksums are: `Content-MD5`, one `x-amz-checksum-*` header or announced trailer.
 *
 * A checksum in a presigned URL's query counts for nothing, as S3 overlooks it (the SDK for JavaScript signs that of
 * an empty body into every such URL). Not for CompleteMultipartUpload, whose `x-amz-checksum-*` is the whole object's and not the body's.
 *
 * @param decoded the decoded body, when it is aws-chunked with a trailer
 */
export function checksumExpectations(
  headers: HttpRequest['headers'],
  decoded?: DecodedBody,
): readonly ChecksumExpectation[] | ChecksumHeaderFault {
  const expectations: ChecksumExpectation[] = [];
  const md5 = headers['content-md5'];
  if (md5 !== undefined) {
    if (!isChecksumValue('MD5', md5)) return { fault: 'invalid-md5', header: 'content-md5' };
    expectations.push({ algorithm: 'MD5', header: 'content-md5', value: () => md5 });
  }

  const given = Object.keys(headers).filter(
    (name) => name.startsWith(PREFIX) && headers[name] !== undefined && !NO_CHECKSUM.has(name),
  );
  const [header] = given;
  if (given.length > 1) return { fault: 'several-checksums', header: given.join(', ') };
  if (header !== undefined) {
    const algorithm = checksumAlgorithm(header.slice(PREFIX.length));
    const value = headers[header] ?? '';
    if (algorithm === undefined || !isChecksumValue(algorithm, value))
      return { fault: 'invalid-checksum', header };
    expectations.push({ algorithm, header, value: () => value });
  }

  if (decoded === undefined) return expectations;
  const trailers = announcedTrailers(headers);
  if (trailers.length > 0 && header !== undefined) return { fault: 'header-and-trailer', header };
  if (trailers.length > 1) return { fault: 'several-checksums', header: 'x-amz-trailer' };
  for (const trailer of trailers) {
    const algorithm = trailer.startsWith(PREFIX)
      ? checksumAlgorithm(trailer.slice(PREFIX.length))
      : undefined;
    if (algorithm === undefined) return { fault: 'unsupported-trailer', header: trailer };
    expectations.push({ algorithm, header: trailer, value: () => decoded.trailers[trailer] });
  }
  return expectations;
}
