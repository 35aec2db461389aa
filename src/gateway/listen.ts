import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { AwsError } from '../kernel/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../kernel/http.ts';
import type { Log } from '../kernel/log.ts';
import { MessageBody, receive, type IncomingBody } from './receive.ts';
import { send } from './send.ts';
import type { SecureContexts } from './tls/secure-contexts.ts';

/** What answers a request; it throws nothing but what `refuse` can word. */
export type Handler = (request: HttpRequest, body: IncomingBody) => Promise<HttpResponse>;

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Stops taking requests, lets those under way finish for a moment, then ends the rest. */
  close(): Promise<void>;
}

/** Bounds that keep one client from holding the server; far above what an AWS client sends. */
const LIMITS = {
  maxHeaderSize: 64 * 1024,
  headersTimeout: 30_000,
  requestTimeout: 0,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 10_000,
};

/** How long requests under way may go on once the server closes, ms. */
const GRACE_MS = 2_000;

/** Where to serve: an address, port 0 for any free one; or what listens already, opened elsewhere. */
type Where = { readonly host: string; readonly port: number } | { readonly opened: NetServer };

/**
 * Serves on an address.
 *
 * @param contexts with which to speak TLS; without TLS when absent
 * @throws Error with `code` EADDRINUSE when the port is taken
 */
export function listen(
  handler: Handler,
  log: Log,
  where: Where,
  contexts?: SecureContexts,
): Promise<Listening> {
  const answer = (message: IncomingMessage, response: ServerResponse, waits: boolean) => {
    answerOne(server, handler, message, response, waits).catch((error: unknown) => {
      log.error('an answer could not be sent', error);
      response.destroy();
    });
  };
  const options = { ...LIMITS, noDelay: true };
  const server: Server = contexts === undefined ? createServer(options) : secureServer(contexts, options);
  server.on('request', (message, response) => answer(message, response, false));
  server.on('checkContinue', (message, response) => answer(message, response, true));
  server.on('clientError', (_error, socket) => {
    if (socket.writable)
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => {
      server.off('error', reject);
      server.on('error', (error) => log.error('the listener failed', error));
      resolve({ port: (server.address() as AddressInfo).port, close: () => close(server) });
    });
    if ('opened' in where) server.listen(where.opened);
    else server.listen(where.port, where.host);
  });
}

/** Each handshake gets the certificate of the name that it asks for. */
function secureServer(contexts: SecureContexts, options: typeof LIMITS): Server {
  return createSecureServer({
    ...options,
    SNICallback: (name, done) => {
      try {
        done(null, contexts.of(name));
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

async function answerOne(
  server: Server,
  handler: Handler,
  message: IncomingMessage,
  response: ServerResponse,
  waits: boolean,
): Promise<void> {
  let answer: HttpResponse;
  try {
    answer = await handler(receive(message), new MessageBody(message, response, waits));
  } catch (error) {
    answer = refusal(error);
  }
  // A body that nobody read would be taken for the next request: the connection ends with the answer.
  // So does one to a server that is closing, which would otherwise wait for the client to leave.
  if (!message.complete || !server.listening) response.setHeader('Connection', 'close');
  const sending = send(response, answer, message.method === 'HEAD');
  if (sending !== undefined) await sending;
  if (!message.complete) message.resume();
}

/** @throws what is no refusal */
function refusal(error: unknown): HttpResponse {
  if (!(error instanceof AwsError)) throw error;
  return {
    status: error.status,
    headers: { 'Content-Type': 'text/plain' },
    body: `${error.code}: ${error.message}\n`,
  };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
