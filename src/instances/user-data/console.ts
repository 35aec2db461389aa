import { StringDecoder } from 'node:string_decoder';

const WRITE_AFTER_MS = 300;
/** What one boot may write in all, characters: a flood must not keep the store busy. */
const MOST_CHARACTERS = 256 * 1024;
const LONGEST_LINE = 4096;

/** An instance's console as cloud-init writes to it: line by line, each with its time since the boot. */
export class Console {
  readonly #write: (text: string) => Promise<void>;
  readonly #now: () => number;
  readonly #bootedAt: number;
  #line = '';
  #waiting = '';
  #left = MOST_CHARACTERS;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /**
   * @param write keeps a text; may not fail
   * @param now milliseconds, of any beginning
   */
  constructor(write: (text: string) => Promise<void>, now: () => number) {
    this.#write = write;
    this.#now = now;
    this.#bootedAt = now();
  }

  /** Seconds since the boot. */
  get up(): number {
    return (this.#now() - this.#bootedAt) / 1000;
  }

  /** Whether all that one boot may write is written; what follows is not kept. */
  get isFull(): boolean {
    return this.#left === 0;
  }

  /** Writes a line. */
  say(line: string): void {
    this.#endLine();
    this.#add(line);
  }

  /** Takes what a program writes as it comes. */
  listener(): (bytes: Buffer) => void {
    const decoder = new StringDecoder('utf8');
    return (bytes) => this.#take(decoder.write(bytes));
  }

  /** Writes all that waits. */
  flush(): Promise<void> {
    this.#endLine();
    return this.#writeNow();
  }

  /** Writes all that waits, and takes nothing more. */
  close(): Promise<void> {
    const written = this.flush();
    this.#left = 0;
    return written;
  }

  #take(text: string): void {
    if (this.#left === 0) return;
    const lines = (this.#line + text).split('\n');
    this.#line = lines.pop() ?? '';
    for (const line of lines) this.#add(line);
    if (this.#line.length > LONGEST_LINE) this.#endLine();
  }

  #endLine(): void {
    if (this.#line === '') return;
    this.#add(this.#line);
    this.#line = '';
  }

  #add(line: string): void {
    if (this.#left === 0) return;
    const text = `[${this.up.toFixed(6).padStart(12)}] cloud-init[1]: ${line.replaceAll('\r', '')}\r\n`;
    this.#waiting += text.slice(0, this.#left);
    this.#left -= Math.min(text.length, this.#left);
    if (this.#left === 0) this.#waiting += '\r\n[what followed was too much and is not kept]\r\n';
    this.#timer ??= setTimeout(() => void this.#writeNow(), WRITE_AFTER_MS).unref();
  }

  #writeNow(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#waiting;
    this.#waiting = '';
    if (text !== '') this.#writing = this.#writing.then(() => this.#write(text));
    return this.#writing;
  }
}
