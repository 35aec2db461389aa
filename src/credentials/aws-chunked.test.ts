import { createHash, createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteStream } from '../kernel/http.ts';
import { announcedTrailers, decodeAwsChunked, decodedContentLength } from './aws-chunked.ts';
import { declaredPayload } from './declared-payload.ts';
import { PayloadError } from './payload-error.ts';
import { createChecksum } from './payload-checksum.ts';
import type { HeaderSignature } from './signature.ts';

// The example of AWS's documentation: a PUT of 66,560 times `a` in chunks of 64 KB, 1 KB and none.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const CONTEXT = '20130524T000000Z\n20130524/us-east-1/s3/aws4_request';
const EMPTY = createHash('sha256').digest('hex');

type Mode = 'signed' | 'signed-trailer' | 'unsigned-trailer';
const WORDS: Readonly<Record<Mode, string>> = {
  signed: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'signed-trailer': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  'unsigned-trailer': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
};

describe('a chunked upload of AWS’s documentation', () => {
  const seed = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9';
  const wire = Buffer.concat([
    Buffer.from('10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n'),
    Buffer.alloc(65_536, 'a'),
    Buffer.from(
      '\r\n400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n',
    ),
    Buffer.alloc(1024, 'a'),
    Buffer.from(
      '\r\n0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n',
    ),
  ]);

  it('is decoded, its chunks’ signatures being the documented ones', async () => {
    const { body } = decode(wire, { mode: 'signed', length: 66_560, seed });
    expect((await collect(body)).equals(Buffer.alloc(66_560, 'a'))).toBe(true);
  });

  it('is what our own encoder makes of it', () => {
    const chunks = [Buffer.alloc(65_536, 'a'), Buffer.alloc(1024, 'a')];
    expect(encode(chunks, { mode: 'signed', seed })).toEqual(wire);
  });

  it('is refused when a byte of a chunk is another', async () => {
    const changed = Buffer.from(wire);
    changed[70_000 - 4000] = 0x62;
    expect((await refusal(decode(changed, { mode: 'signed', length: 66_560, seed }).body)).reason).toBe(
      'chunk-signature',
    );
  });

  it('is refused after another request’s signature', async () => {
    const other = seed.replace('4f', '5f');
    expect((await refusal(decode(wire, { mode: 'signed', length: 66_560, seed: other }).body)).reason).toBe(
      'chunk-signature',
    );
  });

  it('with a trailer is decoded, the chunks’ and the trailer’s signatures being the documented ones', async () => {
    // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
    const trailerSeed = '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e';
    const trailerWire = Buffer.concat([
      Buffer.from(
        '10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n',
      ),
      Buffer.alloc(65_536, 'a'),
      Buffer.from(
        '\r\n400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n',
      ),
      Buffer.alloc(1024, 'a'),
      Buffer.from(
        '\r\n0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n' +
          'x-amz-checksum-crc32c:sOO8/Q==\r\n' +
          'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n',
      ),
    ]);
    const { body, trailers } = decode(trailerWire, {
      mode: 'signed-trailer',
      length: 66_560,
      seed: trailerSeed,
      announce: ['x-amz-checksum-crc32c'],
    });
    const bytes = await collect(body);
    expect(trailers).toEqual({ 'x-amz-checksum-crc32c': 'sOO8/Q==' });
    const checksum = createChecksum('CRC32C');
    checksum.update(bytes);
    expect(checksum.digestBase64()).toBe('sOO8/Q==');
  });
});

const modes: readonly Mode[] = ['signed', 'signed-trailer', 'unsigned-trailer'];

describe.each(modes)('an aws-chunked body (%s)', (mode) => {
  const seed = 'a'.repeat(64);
  const trailer = mode === 'signed' ? undefined : { 'x-amz-checksum-crc32': 'AAAAAA==' };
  const announce = trailer === undefined ? [] : Object.keys(trailer);

  it('what was encoded decodes to itself, however it arrives', async () => {
    const sizes = fc.array(fc.integer({ min: 8192, max: 20_000 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.nat(8191),
        fc.integer({ min: 100, max: 30_000 }),
        async (full, last, step) => {
          const chunks = [...full, last]
            .filter((size) => size > 0)
            .map((size, at) => Buffer.alloc(size, `${at}x`));
          const wire = encode(chunks, { mode, seed, trailer });
          const whole = Buffer.concat(chunks);
          const decoded = decode(wire, { mode, length: whole.length, seed, announce, step });
          expect((await collect(decoded.body)).equals(whole)).toBe(true);
          expect(decoded.trailers).toEqual(trailer ?? {});
        },
      ),
      { numRuns: 30 },
    );
  });

  it('byte by byte is decoded too', async () => {
    const chunks = [Buffer.from('hello')];
    const wire = encode(chunks, { mode, seed, trailer });
    const { body } = decode(wire, { mode, length: 5, seed, announce, step: 1 });
    expect((await collect(body)).toString()).toBe('hello');
  });

  it('cut short anywhere is refused', async () => {
    const wire = encode([Buffer.from('hello world')], { mode, seed, trailer });
    for (let length = 0; length < wire.length; length++) {
      const { body } = decode(wire.subarray(0, length), { mode, length: 11, seed, announce });
      await expect(collect(body), `${length} of ${wire.length} bytes`).rejects.toBeInstanceOf(PayloadError);
    }
  });

  it('with any byte changed is refused, or its data and trailer are what the signature or checksum is for', async () => {
    const wire = encode([Buffer.from('hello world')], { mode, seed, trailer });
    for (let at = 0; at < wire.length; at++) {
      const changed = Buffer.from(wire);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const { body, trailers } = decode(changed, { mode, length: 11, seed, announce });
      const outcome = await collect(body).catch((error: unknown) => error);
      // Unsigned bytes are the checksum's to guard, which compares the data with the trailer's value.
      const isChecksums =
        mode === 'unsigned-trailer' &&
        Buffer.isBuffer(outcome) &&
        (outcome.toString() !== 'hello world' || trailers['x-amz-checksum-crc32'] !== 'AAAAAA==');
      expect(outcome instanceof PayloadError || isChecksums, `byte ${at}`).toBe(true);
    }
  });

  it.each([
    [4, 'fewer'],
    [6, 'more'],
  ])('announced with %d bytes of 5 (%s) ends as an incomplete body', async (length) => {
    const wire = encode([Buffer.from('hello')], { mode, seed, trailer });
    expect((await refusal(decode(wire, { mode, length, seed, announce }).body)).reason).toBe('incomplete');
  });

  it('whose first chunk is below 8 KB, and not the last, is refused as S3 does', async () => {
    const wire = encode([Buffer.from('hello'), Buffer.from('world')], { mode, seed, trailer });
    const error = await refusal(decode(wire, { mode, length: 10, seed, announce }).body);
    expect(error.reason).toBe('chunk-too-small');
    expect(error.members).toEqual({ Chunk: '2', BadChunkSize: '5' });
  });

  const signature = mode === 'unsigned-trailer' ? '' : `;chunk-signature=${'0'.repeat(64)}`;
  it.each([
    [`ffffffffffffffff${signature}\r\n`, 'incomplete'],
    [`fffffffffffffffff${signature}\r\n`, 'malformed-chunk'],
    [`-5${signature}\r\nhello\r\n`, 'malformed-chunk'],
    [`0x5${signature}\r\nhello\r\n`, 'malformed-chunk'],
    [`5${signature}\nhello\r\n`, 'malformed-chunk'],
    [`5 ${signature}\r\nhello\r\n`, 'malformed-chunk'],
    [`${signature}\r\nhello\r\n`, 'malformed-chunk'],
    [`5;chunk-signature=short\r\nhello\r\n`, 'malformed-chunk'],
    [`5${signature}\r\nhelloXX`, 'malformed-chunk'],
    [`5${signature}\r\nhel`, 'incomplete'],
    ['', 'malformed-chunk'],
    ['5'.repeat(10_000), 'malformed-chunk'],
    [`5;${'x'.repeat(10_000)}\r\n`, 'malformed-chunk'],
    ['\u0000'.repeat(100), 'malformed-chunk'],
  ] as const)('%.60s is refused as %s', async (text, reason) => {
    expect((await refusal(decode(Buffer.from(text), { mode, length: 5, seed, announce }).body)).reason).toBe(
      reason,
    );
  });

  it('with bytes after its end is refused', async () => {
    const wire = Buffer.concat([encode([Buffer.from('hello')], { mode, seed, trailer }), Buffer.from('x')]);
    expect((await refusal(decode(wire, { mode, length: 5, seed, announce }).body)).reason).toBe(
      'malformed-chunk',
    );
  });

  it('ends its source when the reader stops early', async () => {
    let isClosed = false;
    const wire = encode([Buffer.alloc(9000), Buffer.alloc(9000)], { mode, seed, trailer });
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (let at = 0; at < wire.length; at += 100) yield wire.subarray(at, at + 100);
      } finally {
        isClosed = true;
      }
    }
    const { body } = decodeAwsChunked(source(), options({ mode, length: 18_000, seed, announce }));
    for await (const bytes of body) if (bytes.length > 0) break;
    expect(isClosed).toBe(true);
  });
});

describe('a trailer', () => {
  const data = Buffer.from('hello');
  const seed = 'b'.repeat(64);

  it.each([
    ['0\r\nx-amz-checksum-crc32 AAAAAA==\r\n\r\n', 'malformed-trailer'],
    ['0\r\n:AAAAAA==\r\n\r\n', 'malformed-trailer'],
    ['0\r\nx-amz-checksum-sha1:AAAAAA==\r\n\r\n', 'malformed-trailer'],
    ['0\r\nx-amz-checksum-crc32:A\r\nx-amz-checksum-crc32:B\r\n\r\n', 'malformed-trailer'],
    ['0\r\n\r\n', 'malformed-trailer'],
    ['0\r\nx-amz-checksum-crc32:AAAAAA==\r\n', 'incomplete'],
    ['0\r\n', 'incomplete'],
    [`0\r\n${'x'.repeat(10_000)}`, 'malformed-trailer'],
    [`0\r\nx-amz-checksum-crc32:${'A'.repeat(10_000)}\r\n\r\n`, 'malformed-trailer'],
    ['0\r\n__proto__:x\r\n\r\n', 'malformed-trailer'],
  ] as const)('%.60s after unsigned chunks is refused as %s', async (end, reason) => {
    const wire = Buffer.from(`5\r\nhello\r\n${end}`);
    const announce = ['x-amz-checksum-crc32'];
    expect(
      (await refusal(decode(wire, { mode: 'unsigned-trailer', length: 5, seed, announce }).body)).reason,
    ).toBe(reason);
  });

  it('that was not announced is refused', async () => {
    const wire = encode([data], {
      mode: 'unsigned-trailer',
      seed,
      trailer: { 'x-amz-checksum-crc32': 'AA==' },
    });
    expect((await refusal(decode(wire, { mode: 'unsigned-trailer', length: 5, seed }).body)).reason).toBe(
      'malformed-trailer',
    );
  });

  it('after signed chunks wants its signature', async () => {
    const announce = ['x-amz-checksum-crc32'];
    const trailer = { 'x-amz-checksum-crc32': 'NhCmhg==' };
    const wire = encode([data], { mode: 'signed-trailer', seed, trailer }).toString('latin1');
    const without = wire.replace(/x-amz-trailer-signature:\w+\r\n/, '');
    const { body } = decode(Buffer.from(without), { mode: 'signed-trailer', length: 5, seed, announce });
    expect((await refusal(body)).reason).toBe('malformed-trailer');
    const forged = wire.replace('NhCmhg==', 'NhCmhQ==');
    const again = decode(Buffer.from(forged), { mode: 'signed-trailer', length: 5, seed, announce });
    expect((await refusal(again.body)).reason).toBe('chunk-signature');
  });

  it('is announced by x-amz-trailer, in any case and list form', () => {
    expect(announcedTrailers({ 'x-amz-trailer': 'X-Amz-Checksum-CRC32 , ,x' })).toEqual([
      'x-amz-checksum-crc32',
      'x',
    ]);
    expect(announcedTrailers({})).toEqual([]);
  });
});

describe('signed chunks', () => {
  it('are refused where no Authorization header signs, as in a presigned URL', () => {
    const { payload, decodedLength, trailerNames } = options({
      mode: 'signed',
      length: 5,
      seed: 'c'.repeat(64),
    });
    const stream = pieces(Buffer.from('hello'), 1);
    expect(() => decodeAwsChunked(stream, { payload, decodedLength, trailerNames })).toThrow(PayloadError);
  });
});

describe('x-amz-decoded-content-length', () => {
  it.each([
    ['0', 0],
    ['66560', 66_560],
    ['-1', undefined],
    ['1e3', undefined],
    ['', undefined],
    ['9'.repeat(30), undefined],
    [undefined, undefined],
  ])('%j is %j', (text, length) => {
    expect(decodedContentLength({ 'x-amz-decoded-content-length': text })).toBe(length);
  });
});

interface DecodeInput {
  readonly mode: Mode;
  readonly length: number;
  readonly seed: string;
  readonly announce?: readonly string[];
  readonly step?: number;
}

function decode(wire: Buffer, input: DecodeInput): ReturnType<typeof decodeAwsChunked> {
  return decodeAwsChunked(pieces(wire, input.step ?? 10_000), options(input));
}

function options(input: DecodeInput): Parameters<typeof decodeAwsChunked>[1] {
  const payload = declaredPayload(WORDS[input.mode]);
  if (payload.kind !== 'chunked') throw new Error('not chunked');
  const signature: HeaderSignature = {
    kind: 'header',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    timestamp: '20130524T000000Z',
    signedAt: Date.UTC(2013, 4, 24),
    date: '20130524',
    region: 'us-east-1',
    service: 's3',
    signedHeaders: ['host'],
    signature: input.seed,
    sessionToken: undefined,
    payload,
  };
  const signer = payload.signed ? { signature, secretAccessKey: SECRET } : undefined;
  return { payload, decodedLength: input.length, trailerNames: input.announce ?? [], signer };
}

/** Encodes as AWS documents it, by means of its own. */
function encode(
  chunks: readonly Buffer[],
  how: { mode: Mode; seed: string; trailer?: Readonly<Record<string, string>> | undefined },
): Buffer {
  const hmac = (key: string | Buffer, text: string): Buffer =>
    createHmac('sha256', key).update(text).digest();
  const parts = ['20130524', 'us-east-1', 's3', 'aws4_request'];
  const key = parts.reduce<string | Buffer>((previous, part) => hmac(previous, part), `AWS4${SECRET}`);
  let previous = how.seed;
  const sign = (algorithm: string, rest: string): string => {
    previous = hmac(key, `${algorithm}\n${CONTEXT}\n${previous}\n${rest}`).toString('hex');
    return previous;
  };
  const sha = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
  const pieces: Buffer[] = [];
  for (const chunk of [...chunks, Buffer.alloc(0)]) {
    const extension =
      how.mode === 'unsigned-trailer'
        ? ''
        : `;chunk-signature=${sign('AWS4-HMAC-SHA256-PAYLOAD', `${EMPTY}\n${sha(chunk)}`)}`;
    pieces.push(Buffer.from(`${chunk.length.toString(16)}${extension}\r\n`), chunk);
    if (chunk.length > 0 || how.mode === 'signed') pieces.push(Buffer.from('\r\n'));
  }
  if (how.mode === 'signed') return Buffer.concat(pieces);
  const lines = Object.entries(how.trailer ?? {}).map(([name, value]) => `${name}:${value}`);
  const signed = lines.map((line) => `${line}\n`).join('');
  if (how.mode === 'signed-trailer') {
    lines.push(`x-amz-trailer-signature:${sign('AWS4-HMAC-SHA256-TRAILER', sha(signed))}`);
  }
  return Buffer.concat([...pieces, Buffer.from(`${lines.map((line) => `${line}\r\n`).join('')}\r\n`)]);
}

async function* pieces(wire: Buffer, step: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < wire.length; at += step) yield wire.subarray(at, at + step);
}

async function collect(body: ByteStream): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const bytes of body) parts.push(bytes);
  return Buffer.concat(parts);
}

/** The error in which reading a body ends. */
async function refusal(body: ByteStream): Promise<PayloadError> {
  const error = await collect(body).catch((thrown: unknown) => thrown);
  if (!(error instanceof PayloadError)) throw new Error('the body was not refused');
  return error;
}
