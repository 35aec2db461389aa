import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compositeChecksum, fullObjectChecksum, type LinearAlgorithm } from './combine-checksums.ts';
import { type ChecksumAlgorithm, createChecksum } from './payload-checksum.ts';

describe('the checksum of a multipart upload', () => {
  it.each(['CRC32', 'CRC32C', 'CRC64NVME'] satisfies LinearAlgorithm[])(
    'as a full object is the %s of the parts one after another',
    (algorithm) => {
      fc.assert(
        fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 6 }), (parts) => {
          const given = parts.map((part) => ({ checksum: digest(algorithm, part), bytes: part.length }));
          expect(fullObjectChecksum(algorithm, given)).toBe(digest(algorithm, Buffer.concat(parts)));
        }),
        { numRuns: 60 },
      );
    },
  );

  it('as a full object of 1,000 parts of 8 MB needs none of their bytes, and seconds at the very most', () => {
    const parts = Array.from({ length: 1000 }, () => ({ checksum: 'rosUhgp5mIg=', bytes: 8 * 1024 * 1024 }));
    const began = performance.now();
    expect(fullObjectChecksum('CRC64NVME', parts)).toHaveLength(12);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('as a composite is the checksum of the checksums, with the number of parts', () => {
    const parts = ['hello', 'world'].map((text) => ({ checksum: digest('SHA256', Buffer.from(text)) }));
    const sum = createHash('sha256');
    for (const text of ['hello', 'world']) sum.update(createHash('sha256').update(text).digest());
    expect(compositeChecksum('SHA256', parts)).toBe(`${sum.digest('base64')}-2`);
  });
});

function digest(algorithm: ChecksumAlgorithm, bytes: Uint8Array): string {
  const checksum = createChecksum(algorithm);
  checksum.update(bytes);
  return checksum.digestBase64();
}
