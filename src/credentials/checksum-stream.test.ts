import { createHash } from 'node:crypto';
import { Crc32cJs, Crc64NvmeJs } from '@aws-sdk/checksums/crc';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteStream } from '../kernel/http.ts';
import type { DecodedBody } from './aws-chunked.ts';
import { checksumExpectations, type ChecksumExpectation } from './checksum-expectations.ts';
import { checksumStream, hashedStream } from './checksum-stream.ts';
import {
  CHECKSUM_BYTES,
  type ChecksumAlgorithm,
  checksumAlgorithm,
  createChecksum,
  isChecksumValue,
} from './payload-checksum.ts';
import { PayloadError } from './payload-error.ts';

const algorithms = Object.keys(CHECKSUM_BYTES) as ChecksumAlgorithm[];

describe('a checksum', () => {
  // The check values of the catalogues: the CRCs of `123456789`.
  it.each([
    ['CRC32', 'y/Q5Jg=='],
    ['CRC32C', '4waSgw=='],
    ['CRC64NVME', 'rosUhgp5mIg='],
    ['SHA1', createHash('sha1').update('123456789').digest('base64')],
    ['SHA256', createHash('sha256').update('123456789').digest('base64')],
    ['SHA512', createHash('sha512').update('123456789').digest('base64')],
    ['MD5', createHash('md5').update('123456789').digest('base64')],
  ] as const)('%s of 123456789 is %s', (algorithm, expected) => {
    expect(digest(algorithm, Buffer.from('123456789'))).toBe(expected);
  });

  it('CRC32C and CRC64NVME are what AWS’s own SDK computes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const crc32c = new Crc32cJs();
        crc32c.update(bytes);
        expect(digest('CRC32C', bytes)).toBe(Buffer.from(await crc32c.digest()).toString('base64'));
        const crc64 = new Crc64NvmeJs();
        crc64.update(bytes);
        expect(digest('CRC64NVME', bytes)).toBe(Buffer.from(await crc64.digest()).toString('base64'));
      }),
    );
  });

  it.each(algorithms)('%s does not depend on how the bytes are cut', (algorithm) => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (pieces) => {
        const checksum = createChecksum(algorithm);
        for (const piece of pieces) checksum.update(piece);
        expect(checksum.digestBase64()).toBe(digest(algorithm, Buffer.concat(pieces)));
      }),
      { numRuns: 40 },
    );
  });

  it.each(algorithms)('%s in base64 is recognised by its length and spelling', (algorithm) => {
    const value = digest(algorithm, Buffer.from('x'));
    expect(isChecksumValue(algorithm, value)).toBe(true);
    for (const wrong of [
      '',
      `${value} `,
      value.slice(4),
      `${value}AAAA`,
      value.replace(/.$/, '!'),
      'ü'.repeat(8),
    ]) {
      expect(isChecksumValue(algorithm, wrong), wrong).toBe(false);
    }
  });

  it('is named in any case, and nothing inherited is a name', () => {
    expect(checksumAlgorithm('crc64nvme')).toBe('CRC64NVME');
    expect(checksumAlgorithm('constructor')).toBeUndefined();
    expect(checksumAlgorithm('toString')).toBeUndefined();
  });
});

describe('a body with checksums', () => {
  it('passes through with those asked for', async () => {
    const { body, digests } = checksumStream(stream('hello', ' world'), [], ['MD5', 'CRC64NVME']);
    expect(await text(body)).toBe('hello world');
    expect(digests).toEqual({
      MD5: 'XrY7u+Ae7tCTyyK7j1rNww==',
      CRC64NVME: digest('CRC64NVME', Buffer.from('hello world')),
    });
  });

  it.each(algorithms)(
    'passes when its %s is right, and ends in an error when it is not',
    async (algorithm) => {
      const header = `x-amz-checksum-${algorithm.toLowerCase()}`;
      const right = expectations({ [header]: digest(algorithm, Buffer.from('hello')) });
      expect(await text(checksumStream(stream('hel', 'lo'), right).body)).toBe('hello');
      const error = await refusal(checksumStream(stream('hel', 'l0'), right).body);
      expect(error.reason).toBe('checksum');
      expect(error.message).toBe(`The ${algorithm} you specified did not match the calculated checksum.`);
    },
  );

  it('with a Content-MD5 that is not its own ends in BadDigest', async () => {
    const wrong = expectations({ 'content-md5': digest('MD5', Buffer.from('other')) });
    const error = await refusal(checksumStream(stream('hello'), wrong).body);
    expect(error.reason).toBe('content-md5');
    expect(error.message).toBe('The Content-MD5 you specified did not match what we received.');
    expect(error.members).toEqual({
      ExpectedDigest: digest('MD5', Buffer.from('other')),
      CalculatedDigest: digest('MD5', Buffer.from('hello')),
    });
  });

  it('is held against a checksum that trails', async () => {
    const trailers: Record<string, string> = {};
    const decoded: DecodedBody = { body: stream('hello'), trailers };
    const trailing = expectations({ 'x-amz-trailer': 'x-amz-checksum-crc32' }, decoded);
    const reading = text(checksumStream(decoded.body, trailing).body);
    trailers['x-amz-checksum-crc32'] = 'NhCmhg==';
    expect(await reading).toBe('hello');
    trailers['x-amz-checksum-crc32'] = 'NhCmhQ==';
    expect((await refusal(checksumStream(stream('hello'), trailing).body)).reason).toBe('checksum');
    trailers['x-amz-checksum-crc32'] = 'nonsense';
    expect((await refusal(checksumStream(stream('hello'), trailing).body)).reason).toBe('invalid-checksum');
  });

  it('that was signed by its hash must have it', async () => {
    const hash = createHash('sha256').update('hello').digest('hex');
    expect(await text(hashedStream(stream('hel', 'lo'), hash))).toBe('hello');
    const error = await refusal(hashedStream(stream('hell0'), hash));
    expect(error.reason).toBe('content-sha256');
    expect(error.members['ClientComputedContentSHA256']).toBe(hash);
  });
});

describe('checksum headers', () => {
  it.each([
    [{ 'content-md5': 'nonsense' }, 'invalid-md5'],
    [{ 'content-md5': '' }, 'invalid-md5'],
    [{ 'x-amz-checksum-crc32': 'nonsense' }, 'invalid-checksum'],
    [{ 'x-amz-checksum-xxhash3': 'AAAAAAAAAAA=' }, 'invalid-checksum'],
    [{ 'x-amz-checksum-crc32': '', 'x-amz-checksum-sha1': '' }, 'several-checksums'],
  ])('%j are refused', (headers, fault) => {
    expect(checksumExpectations(headers)).toMatchObject({ fault });
  });

  it.each([
    [{ 'x-amz-trailer': 'x-amz-checksum-crc32', 'x-amz-checksum-crc32': 'NhCmhg==' }, 'header-and-trailer'],
    [{ 'x-amz-trailer': 'x-amz-meta-a' }, 'unsupported-trailer'],
    [{ 'x-amz-trailer': 'x-amz-checksum-constructor' }, 'unsupported-trailer'],
    [{ 'x-amz-trailer': 'x-amz-checksum-crc32,x-amz-checksum-sha1' }, 'several-checksums'],
  ])('%j of a chunked body are refused', (headers, fault) => {
    expect(checksumExpectations(headers, { body: stream(), trailers: {} })).toMatchObject({ fault });
  });

  it('that only name an algorithm, a mode or a type carry no checksum', () => {
    const headers = { 'x-amz-checksum-algorithm': 'CRC32', 'x-amz-checksum-mode': 'ENABLED' };
    expect(checksumExpectations(headers)).toEqual([]);
  });
});

function digest(algorithm: ChecksumAlgorithm, bytes: Uint8Array): string {
  const checksum = createChecksum(algorithm);
  checksum.update(bytes);
  return checksum.digestBase64();
}

function expectations(
  headers: Record<string, string>,
  decoded?: DecodedBody,
): readonly ChecksumExpectation[] {
  const found = checksumExpectations(headers, decoded);
  if ('fault' in found) throw new Error(found.fault);
  return found;
}

async function* stream(...pieces: string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece);
}

async function text(body: ByteStream): Promise<string> {
  let all = '';
  for await (const bytes of body) all += Buffer.from(bytes).toString('latin1');
  return all;
}

async function refusal(body: ByteStream): Promise<PayloadError> {
  const error = await text(body).catch((thrown: unknown) => thrown);
  if (!(error instanceof PayloadError)) throw new Error('the body was not refused');
  return error;
}
