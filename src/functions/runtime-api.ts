import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo, Server as NetServer } from 'node:net';
import type { FunctionCall } from '../operation/functions.ts';

/** What a runtime said of the call at hand, or of its own start. */
export type Reply =
  | { readonly kind: 'response'; readonly body: Uint8Array }
  | { readonly kind: 'error' | 'init-error'; readonly body: Uint8Array; readonly type: string | undefined }
  | { readonly kind: 'too-large' };

/** What a function may answer, bytes. */
export const LARGEST_RESPONSE = 6_291_556;
const MOST_WAITING = 16;
const PREFIX = '/2018-06-01/runtime/';

interface Delivery {
  readonly call: FunctionCall;
  /** From the moment at which the runtime gets it. */
  readonly timeoutMs: number;
}

/**
 * The Lambda Runtime API of one environment: its runtime asks for the next call, and answers it. Nobody
 * else reaches it where the environment has a network of its own.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi {
  readonly #server: Server;
  readonly #waiting: ServerResponse[] = [];
  #current: Delivery | undefined;
  #isDelivered = false;
  #hear: (reply: Reply) => void = () => undefined;
  #hearNext: () => void = () => undefined;

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
    server.on('clientError', (_error, socket) => socket.destroy());
  }

  /** Opens one. @param opened what listens already; a port of this machine's loopback otherwise */
  static async open(opened?: NetServer): Promise<RuntimeApi> {
    const server = createServer({
      requestTimeout: 0,
      headersTimeout: 30_000,
      keepAliveTimeout: 0,
      noDelay: true,
    });
    const api = new RuntimeApi(server);
    if (opened === undefined) server.listen(0, '127.0.0.1');
    else server.listen(opened);
    await once(server, 'listening');
    return api;
  }

  /** Where it listens, as `AWS_LAMBDA_RUNTIME_API` says. */
  get address(): string {
    const { address, port } = this.#server.address() as AddressInfo;
    return `${address}:${port}`;
  }

  /** Calls `listener` with each reply; `next` whenever the runtime asks for the next call. */
  listen(listener: (reply: Reply) => void, next: () => void): void {
    this.#hear = listener;
    this.#hearNext = next;
  }

  /** Hands the runtime a call as soon as it asks for one. */
  deliver(call: FunctionCall, timeoutMs: number): void {
    this.#current = { call, timeoutMs };
    this.#isDelivered = false;
    const response = this.#waiting.shift();
    if (response !== undefined) this.#send(response);
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '' } = request;
    // What runs in somebody's browser must not reach it by a name of its own.
    if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(request.headers.host ?? ''))
      return say(response, 403, 'Forbidden');
    const place = url.startsWith(PREFIX) ? url.slice(PREFIX.length) : '';
    if (method === 'GET' && place === 'invocation/next') return this.#next(response);
    if (method !== 'POST') return say(response, 404, 'NotFound');
    const body = await bodyOf(request);
    if (place === 'init/error') return this.#initError(request, response, body ?? new Uint8Array());
    const [, id, what] = /^invocation\/([\w-]+)\/(response|error)$/.exec(place) ?? [];
    if (id === undefined) return say(response, 404, 'NotFound');
    if (!this.#isDelivered || id !== this.#current?.call.requestId)
      return say(response, 400, 'InvalidRequestID');
    this.#current = undefined;
    this.#isDelivered = false;
    if (body === undefined) {
      this.#hear({ kind: 'too-large' });
      return say(response, 413, 'RequestEntityTooLarge');
    }
    this.#hear(
      what === 'response' ? { kind: 'response', body } : { kind: 'error', body, type: typeOf(request) },
    );
    return accept(response);
  }

  #next(response: ServerResponse): void {
    response.on('close', () => {
      const at = this.#waiting.indexOf(response);
      if (at !== -1) this.#waiting.splice(at, 1);
    });
    if (this.#waiting.length === MOST_WAITING) return say(response, 429, 'TooManyRequests');
    this.#hearNext();
    if (this.#current !== undefined && !this.#isDelivered) this.#send(response);
    else this.#waiting.push(response);
  }

  #send(response: ServerResponse): void {
    if (this.#current === undefined) return;
    const { call, timeoutMs } = this.#current;
    const deadline = Date.now() + timeoutMs;
    this.#isDelivered = true;
    const { clientContext } = call;
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Length': call.payload.length,
      'Lambda-Runtime-Aws-Request-Id': call.requestId,
      'Lambda-Runtime-Deadline-Ms': String(deadline),
      'Lambda-Runtime-Invoked-Function-Arn': call.invokedArn,
      'Lambda-Runtime-Trace-Id': traceId(call.requestId, deadline),
      ...(clientContext !== undefined && { 'Lambda-Runtime-Client-Context': oneLine(clientContext) }),
    });
    response.end(call.payload);
  }

  #initError(request: IncomingMessage, response: ServerResponse, body: Uint8Array): void {
    this.#hear({ kind: 'init-error', body, type: typeOf(request) });
    accept(response);
  }
}

function typeOf({ headers }: IncomingMessage): string | undefined {
  return headers['lambda-runtime-function-error-type']?.toString();
}

/** JSON whose characters all fit into a header. */
function oneLine(json: string): string {
  return JSON.stringify(JSON.parse(json)).replaceAll(
    /[^\u0020-\u007e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A trace id of X-Ray's form; nothing is traced. */
function traceId(requestId: string, deadline: number): string {
  const seconds = Math.floor(deadline / 1000)
    .toString(16)
    .padStart(8, '0')
    .slice(-8);
  const digits = requestId.replaceAll('-', '').padEnd(32, '0');
  return `Root=1-${seconds}-${digits.slice(0, 24)};Parent=${digits.slice(16, 32)};Sampled=0`;
}

function accept(response: ServerResponse): void {
  response.writeHead(202, { 'Content-Type': 'application/json' });
  response.end('{"status":"OK"}\n');
}

function say(response: ServerResponse, status: number, errorType: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ errorType, errorMessage: errorType }));
}

/** @returns `undefined` for one that is too large, of which no more is kept than a function may answer */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size <= LARGEST_RESPONSE) chunks.push(chunk);
  }
  return size > LARGEST_RESPONSE ? undefined : Buffer.concat(chunks);
}
