/** The largest line, bytes; a longer one is several. */
const LONGEST = 256 * 1024;
const NEW_LINE = 0x0a;

/**
 * Makes lines of what a function prints, piece by piece: each is one event of its log. What stands in a line
 * after a carriage return was a line of the same event, as AWS's runtimes write them.
 */
export class LogLines {
  readonly #take: (message: string) => void;
  readonly #begun: Buffer[] = [];

  /** @param take gets each line with its end */
  constructor(take: (message: string) => void) {
    this.#take = take;
  }

  /** @returns takes what one of its streams brings */
  stream(): (bytes: Buffer) => void {
    const index = this.#begun.push(Buffer.alloc(0)) - 1;
    return (bytes) => this.#read(index, bytes);
  }

  /** A line of the house's own, after whatever was begun. */
  line(text: string): void {
    for (const [index, begun] of this.#begun.entries()) {
      if (begun.length === 0) continue;
      this.#begun[index] = Buffer.alloc(0);
      this.#give(begun);
    }
    this.#take(`${text}\n`);
  }

  #read(index: number, bytes: Buffer): void {
    let rest = Buffer.concat([this.#begun[index] ?? Buffer.alloc(0), bytes]);
    for (let end = rest.indexOf(NEW_LINE); end !== -1; end = rest.indexOf(NEW_LINE)) {
      this.#give(rest.subarray(0, end + 1));
      rest = rest.subarray(end + 1);
    }
    for (; rest.length > LONGEST; rest = rest.subarray(LONGEST)) this.#give(rest.subarray(0, LONGEST));
    // A copy: what was read may be large.
    this.#begun[index] = Buffer.from(rest);
  }

  #give(bytes: Buffer): void {
    for (let from = 0; from < bytes.length; from += LONGEST) {
      this.#take(
        bytes
          .subarray(from, from + LONGEST)
          .toString('utf8')
          .replaceAll('\r', '\n'),
      );
    }
  }
}
