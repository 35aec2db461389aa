import { connect, type Socket } from 'node:net';

/** Sends one request on a connection of its own and gives the whole answer, head and body. */
export async function once(port: number, request: Buffer): Promise<Buffer> {
  const connection = await Connection.open(port);
  try {
    return await connection.exchange(request);
  } finally {
    connection.close();
  }
}

/**
 * Sends requests over kept-alive connections, each the next when the last was answered.
 *
 * @param requestOf the n-th request
 * @throws Error when an answer's status is not 2xx
 */
export async function load(
  port: number,
  count: number,
  connections: number,
  requestOf: (n: number) => Buffer,
): Promise<void> {
  let next = 0;
  const run = async () => {
    const connection = await Connection.open(port);
    while (next < count) {
      const answer = await connection.exchange(requestOf(next++));
      if (answer[9] !== 0x32) throw new Error(`not answered: ${answer.toString('utf8').slice(0, 400)}`);
    }
    connection.close();
  };
  const rest = stayAwake();
  await Promise.all(Array.from({ length: connections }, run)).finally(rest);
}

/**
 * Keeps this process from sleeping between answers. To wake a sleeping client costs the server that writes to
 * it, and a slow server's client sleeps more often: the comparison would measure the kernel's alarm clock.
 */
function stayAwake(): () => void {
  let awake = true;
  const turn = () => {
    if (awake) setImmediate(turn);
  };
  turn();
  return () => {
    awake = false;
  };
}

/** A client that does as little as it can, so that the server is what is measured. */
export class Connection {
  readonly #socket: Socket;
  #chunks: Buffer[] = [];
  #size = 0;
  #expected = -1;
  #resolve: ((answer: Buffer) => void) | undefined;
  #reject: ((error: Error) => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (error) => this.#reject?.(error));
    socket.on('close', () => this.#reject?.(new Error('the server closed the connection')));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Connection(socket)));
    });
  }

  exchange(request: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#resolve = undefined;
    this.#reject = undefined;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#expected < 0) this.#readHead();
    if (this.#expected < 0 || this.#size < this.#expected) return;
    const answer = this.#chunks.length === 1 ? (this.#chunks[0] ?? chunk) : Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#size = 0;
    this.#expected = -1;
    this.#resolve?.(answer);
  }

  #readHead(): void {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)];
    const head = this.#chunks[0];
    const end = head?.indexOf('\r\n\r\n') ?? -1;
    if (head === undefined || end < 0) return;
    const length = /\r\ncontent-length: *(\d+)/i.exec(head.toString('latin1', 0, end + 2))?.[1];
    this.#expected = end + 4 + Number(length ?? 0);
  }
}
