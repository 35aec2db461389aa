import { connect } from 'node:net';

/** What came back over a raw connection: the status of the first answer, and all of its bytes as text. */
export interface RawAnswer {
  /** `undefined` when the server closed without an answer. */
  readonly status: number | undefined;
  readonly text: string;
}

/**
 * Writes bytes to a port as they are and reads until the server closes or stays silent.
 *
 * @param pieces written one after the other
 * @param options `silentMs`: how long to wait for more once an answer began, 1.5 s unless told; `firstByteMs`: how long
 *   for its first byte, as long as `silentMs` unless told, or 15 s, since a busy machine may be slow to answer
 */
export function rawExchange(
  port: number,
  pieces: Iterable<string | Uint8Array>,
  options: { readonly silentMs?: number | undefined; readonly firstByteMs?: number | undefined } = {},
): Promise<RawAnswer> {
  const { silentMs } = options;
  const { firstByteMs = silentMs ?? 15_000 } = options;
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let text = '';
    const finish = () => {
      socket.destroy();
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1];
      resolve({ status: status === undefined ? undefined : Number(status), text });
    };
    socket.setTimeout(firstByteMs, finish);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      socket.setTimeout(silentMs ?? 1500);
    });
    socket.on('end', finish);
    socket.on('error', finish);
    socket.on('close', finish);
    socket.on('connect', () => {
      for (const piece of pieces) socket.write(piece);
    });
  });
}

/** A request line and headers, with the length of the body that follows. */
export function rawRequest(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array = '',
): Buffer {
  const lines = Object.entries({
    Host: '127.0.0.1',
    Connection: 'close',
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  });
  const head = `${method} ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}
