import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import type { HttpResponse } from '../kernel/http.ts';
import type { Log } from '../kernel/log.ts';
import type { MetadataRequest } from './answer-metadata.ts';
import { refused } from './metadata-answers.ts';

/** Answers one request; `undefined` leaves it without an answer, as a machine that is off does. */
export type MetadataHandler = (request: MetadataRequest) => Promise<HttpResponse | undefined>;

/** The listener of one instance. */
export interface MetadataListener {
  readonly port: number;
  /** Ends it and every connection to it. */
  close(): Promise<void>;
}

/** Bounds that keep one client from holding the server; far above what a metadata client sends. */
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 5_000,
};

const MOST_CONNECTIONS = 256;

/**
 * Listens on loopback for one instance, or on what listens in its own network.
 *
 * @param where the port to have if it is free; 0 for any. Another is taken when it is not free.
 * @throws Error when no port can be had
 */
export async function listenForMetadata(
  handler: MetadataHandler,
  log: Log,
  where: number | NetServer,
): Promise<MetadataListener> {
  const server = createServer({ ...LIMITS, noDelay: true }, (message, response) => {
    answerOne(handler, message, response).catch((error: unknown) => {
      log.error('a metadata request failed by a defect of ours', error);
      if (response.headersSent) response.destroy();
      else send(message, response, refused(500));
    });
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.on('clientError', (_error, socket) => {
    if (socket.writable)
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  await listen(server, where).catch((error: NodeJS.ErrnoException) => {
    if (where === 0 || error.code !== 'EADDRINUSE') throw error;
    return listen(server, 0);
  });
  server.on('error', (error) => log.error('a metadata listener failed', error));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, where: number | NetServer): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => {
      server.off('error', reject);
      resolve();
    });
    if (typeof where === 'number') server.listen(where, '127.0.0.1');
    else server.listen(where);
  });
}

async function answerOne(
  handler: MetadataHandler,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const target = message.url ?? '/';
  const mark = target.indexOf('?');
  const answer = await handler({
    method: message.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    headers: message.headers as Readonly<Record<string, string | undefined>>,
  });
  if (answer === undefined) message.socket.destroy();
  else send(message, response, answer);
}

function send(
  message: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: HttpResponse,
): void {
  if (typeof body !== 'string' && !(body instanceof Uint8Array))
    throw new TypeError('metadata is never streamed');
  // A body that nobody reads would be taken for the next request: the connection ends with the answer.
  if (!message.complete) response.setHeader('Connection', 'close');
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(message.method === 'HEAD' ? undefined : body);
  if (!message.complete) message.resume();
}
