import type { ByteStream } from '../kernel/http.ts';

const LINE_FEED = 0x0a;

/** Reads a stream line by line or in runs of bytes, holding no more of it than the piece at hand. */
export class ByteReader {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array(0);
  #at = 0;

  constructor(stream: ByteStream) {
    this.#iterator = stream[Symbol.asyncIterator]();
  }

  /**
   * The bytes up to and with the next line feed, as a byte string.
   *
   * @returns what there is, without a line feed, when the stream ends or after `limit` bytes
   */
  async line(limit: number): Promise<string> {
    let text = '';
    while (text.length < limit && (await this.#fill())) {
      const feed = this.#piece.indexOf(LINE_FEED, this.#at);
      const end = Math.min(feed < 0 ? this.#piece.length : feed + 1, this.#at + limit - text.length);
      text += Buffer.from(this.#piece.buffer, this.#piece.byteOffset + this.#at, end - this.#at).toString(
        'latin1',
      );
      this.#at = end;
      if (text.endsWith('\n')) break;
    }
    return text;
  }

  /** At most `most` bytes, as they come; `undefined` at the stream's end. */
  async some(most: number): Promise<Uint8Array | undefined> {
    if (!(await this.#fill())) return undefined;
    const bytes = this.#piece.subarray(this.#at, this.#at + most);
    this.#at += bytes.length;
    return bytes;
  }

  /** Whether all has been read. */
  async ended(): Promise<boolean> {
    return !(await this.#fill());
  }

  /** Tells the stream that no more is wanted. */
  async close(): Promise<void> {
    await this.#iterator.return?.();
  }

  async #fill(): Promise<boolean> {
    while (this.#at >= this.#piece.length) {
      const next = await this.#iterator.next();
      if (next.done === true) return false;
      this.#piece = next.value;
      this.#at = 0;
    }
    return true;
  }
}
