import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ByteStream } from '../kernel/http.ts';
import { adoptBlob, BlobGoneError, releaseBlob } from './object-bytes.ts';
import type { OpenedStore } from './open-store.ts';
import { StoreClosedError } from './store.ts';

/** What every place for object bytes does. @param open opens one on a place of its own */
export function objectBytesContract(name: string, open: () => Promise<OpenedStore>): void {
  describe(`object bytes in ${name}`, () => {
    let opened: OpenedStore;

    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => {
      await opened.close();
    });

    test.each([0, 1, 255, 256 * 1024, 512 * 1024, 512 * 1024 + 1, 3_000_001])(
      'come back as they were written: %i bytes',
      async (size) => {
        const bytes = randomBytes(size);
        const id = await put(opened, bytes, 100_000);
        expect(digest(await collect(await opened.objects.open(id)))).toBe(digest(bytes));
      },
    );

    test('may be written in chunks that are reused afterwards', async () => {
      const writer = await opened.objects.create();
      const chunk = Buffer.alloc(1000);
      for (let i = 0; i < 5; i++) {
        chunk.fill(i);
        await writer.write(chunk);
      }
      const { id, size } = await writer.commit();
      const bytes = await collect(await opened.objects.open(id));
      expect(size).toBe(5000);
      expect([0, 1000, 2000, 3000, 4000].map((at) => bytes[at])).toEqual([0, 1, 2, 3, 4]);
    });

    test.each([
      [0, 0],
      [0, 9],
      [524_287, 524_288],
      [524_288, 524_288],
      [1_000_000, 1_199_999],
      [1_199_990, 5_000_000],
    ])('are read in part: %i to %i', async (start, end) => {
      const bytes = randomBytes(1_200_000);
      const id = await put(opened, bytes, 300_000);
      const part = await collect(await opened.objects.open(id, { start, end }));
      expect(digest(part)).toBe(digest(bytes.subarray(start, end + 1)));
    });

    test('arrive in pieces, never whole', async () => {
      const id = await put(opened, randomBytes(3_000_000), 64_000);
      const sizes: number[] = [];
      for await (const chunk of await opened.objects.open(id)) sizes.push(chunk.length);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(1024 * 1024);
    });

    test('may be left before their end', async () => {
      const id = await put(opened, randomBytes(3_000_000), 64_000);
      for await (const chunk of await opened.objects.open(id)) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
      const untouched = await opened.objects.open(id);
      await untouched[Symbol.asyncIterator]().return?.();
    });

    test('are gone once deleted, and deleting again is no error', async () => {
      const id = await put(opened, Buffer.from('x'), 1);
      await opened.store.write((tx) => releaseBlob(tx, id));
      await opened.objects.delete(id);
      await opened.objects.delete(id);
      // Where readers on other nodes are unknown, a blob outlives its deletion for a while.
      await vi.waitFor(async () => {
        await expect(opened.objects.open(id)).rejects.toThrow(BlobGoneError);
        expect(await booked(opened)).not.toContain(id);
      });
    });

    test('stay though told to delete when a row refers to them: its write came through unheard', async () => {
      const bytes = randomBytes(1000);
      const id = await put(opened, bytes, 1000);
      await opened.objects.delete(id);
      // Longer than any that are deleted are kept.
      await sleep(400);
      expect(digest(await collect(await opened.objects.open(id)))).toBe(digest(bytes));
    });

    test('that were opened are read to their end though they are deleted meanwhile', async () => {
      const bytes = randomBytes(2_000_000);
      const id = await put(opened, bytes, 500_000);
      const stream = await opened.objects.open(id);
      const iterator = stream[Symbol.asyncIterator]();
      const first = await iterator.next();
      await opened.store.write((tx) => releaseBlob(tx, id));
      await opened.objects.delete(id);
      const rest = await collect({ [Symbol.asyncIterator]: () => iterator });
      expect(digest(Buffer.concat([first.value as Uint8Array, rest]))).toBe(digest(bytes));
    });

    test('of an aborted blob leave nothing, neither bytes nor an entry in the book', async () => {
      const before = await booked(opened);
      const writer = await opened.objects.create();
      await writer.write(randomBytes(600_000));
      const id = (await booked(opened)).find((entry) => !before.includes(entry));
      await writer.abort();
      await writer.abort();
      expect(id).toHaveLength(32);
      expect((await booked(opened)).sort()).toEqual(before.sort());
      await expect(opened.objects.open(id ?? '')).rejects.toThrow(BlobGoneError);
      await expect(writer.write(Buffer.from('x'))).rejects.toThrow('after its end');
      await expect(writer.commit()).rejects.toThrow('ends once');
    });

    test('are in the book until adopted, and can be adopted once', async () => {
      const writer = await opened.objects.create();
      const { id } = await writer.commit();
      expect(await booked(opened)).toContain(id);
      await opened.store.write((tx) => adoptBlob(tx, id));
      expect(await booked(opened)).not.toContain(id);
      await expect(opened.store.write((tx) => adoptBlob(tx, id))).rejects.toThrow(BlobGoneError);
    });

    test('of many blobs at once do not mix', async () => {
      const all = Array.from({ length: 20 }, () => randomBytes(50_000 + Math.floor(Math.random() * 700_000)));
      const ids = await Promise.all(all.map((bytes) => put(opened, bytes, 65_536)));
      const back = await Promise.all(
        ids.map(async (id) => digest(await collect(await opened.objects.open(id)))),
      );
      expect(back).toEqual(all.map(digest));
    });

    test.each(['', '0'.repeat(32), '../../etc/passwd', 'a\0b'])(
      'of an unknown id are gone: `%s`',
      async (id) => {
        await expect(opened.objects.open(id)).rejects.toThrow(BlobGoneError);
      },
    );

    test('once closed, are refused', async () => {
      const other = await open();
      await other.close();
      await expect(other.objects.create()).rejects.toThrow(StoreClosedError);
      await expect(other.objects.open('0'.repeat(32))).rejects.toThrow(StoreClosedError);
      await expect(other.objects.delete('0'.repeat(32))).rejects.toThrow(StoreClosedError);
    });
  });
}

/** Writes a blob and adopts it. */
export async function put(opened: OpenedStore, bytes: Uint8Array, chunk: number): Promise<string> {
  const writer = await opened.objects.create();
  for (let at = 0; at < bytes.length; at += chunk) await writer.write(bytes.subarray(at, at + chunk));
  const { id, size } = await writer.commit();
  expect(size).toBe(bytes.length);
  await opened.store.write((tx) => adoptBlob(tx, id));
  return id;
}

/** The bytes of a stream. */
export async function collect(stream: ByteStream): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks);
}

/** The ids in the book of unreferenced blobs. */
export async function booked(opened: OpenedStore): Promise<string[]> {
  const rows = await opened.store.read((tx) =>
    tx.selectFrom('unreferenced_blobs').select('blob_id').execute(),
  );
  return rows.map((row) => row.blob_id);
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
