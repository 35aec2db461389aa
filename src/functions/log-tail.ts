import type { Readable } from 'node:stream';
import { LogLines } from './logs/log-lines.ts';

/** How much of a call's log is answered, bytes. */
const TAIL = 4096;
/** What a function may print in one call before it is read slowly, bytes. */
const FREE = 8 * 1024 * 1024;
/** How long each further piece waits, ms. */
const BRAKE_MS = 20;
/** How long what is still in a pipe is waited for, ms. */
const MOST_MS = 300;

/**
 * The log of an environment's call: of whatever it prints, the last 4 KB are kept, and all goes on as lines.
 */
export class LogTail {
  readonly #lines: LogLines;
  #kept = Buffer.alloc(0);
  #size = 0;
  #pieces = 0;
  #braked = 0;

  /** @param take gets each line with its end */
  constructor(take: (message: string) => void) {
    this.#lines = new LogLines(take);
  }

  /** Follows what a function prints. One that floods us is slowed down, not listened to faster. */
  follow(stream: Readable): void {
    const read = this.#lines.stream();
    stream.on('data', (bytes: Buffer) => {
      this.#add(bytes);
      read(bytes);
      this.#pieces += 1;
      if (this.#size < FREE) return;
      stream.pause();
      this.#braked += 1;
      setTimeout(() => {
        this.#braked -= 1;
        stream.resume();
      }, BRAKE_MS);
    });
    stream.on('error', () => undefined);
    stream.resume();
  }

  /** Begins anew with a call's first line. */
  begin(line: string): void {
    this.#kept = Buffer.alloc(0);
    this.#size = 0;
    this.line(line);
  }

  /** Adds a line of the house's own. */
  line(text: string): void {
    const last = this.#kept.at(-1);
    const onNewLine = last === undefined || last === 0x0a;
    this.#add(Buffer.from(`${onNewLine ? '' : '\n'}${text}\n`));
    this.#lines.line(text);
  }

  /** Resolves when what was printed before now has been read: an answer comes by another channel. */
  async settled(): Promise<void> {
    const until = performance.now() + MOST_MS;
    let before = -1;
    while ((before !== this.#pieces || this.#braked > 0) && performance.now() < until) {
      before = this.#pieces;
      await turn();
      await turn();
    }
  }

  /** The last 4 KB. */
  get tail(): Uint8Array {
    return this.#kept;
  }

  #add(bytes: Buffer): void {
    this.#size += bytes.length;
    const all = this.#kept.length === 0 ? bytes : Buffer.concat([this.#kept, bytes.subarray(-TAIL)]);
    // A copy: the piece that was read may be large.
    this.#kept = Buffer.from(all.subarray(-TAIL));
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
