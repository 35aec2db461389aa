import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AwsError } from '../../src/kernel/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../../src/kernel/http.ts';
import type { ServiceModel } from '../../src/model/service-model.ts';
import { decodeInput, streamsInput } from '../../src/protocol/decode-input.ts';
import { encodeError } from '../../src/protocol/encode-error.ts';
import { encodeOutput } from '../../src/protocol/encode-output.ts';
import { findOperation } from '../../src/protocol/find-operation.ts';

/** What the server does with a decoded request: it answers an output or throws an AwsError. */
export type Handler = (operation: string, input: unknown) => unknown;

/** A server of nothing but the wire: it decodes, calls the handler, encodes. */
export interface WireServer {
  readonly url: string;
  handle: Handler;
  /** The last failure that was no AwsError: a defect of the wire's. */
  defect: unknown;
  close(): Promise<void>;
}

export async function startWireServer(model: ServiceModel): Promise<WireServer> {
  const server = createServer((incoming, response) => {
    answer(incoming).then(
      (encoded) => send(response, encoded),
      (error: unknown) => {
        wire.defect = error;
        response.destroy();
      },
    );
  });
  const answer = async (incoming: IncomingMessage): Promise<HttpResponse> => {
    const request = toRequest(incoming);
    try {
      return await respond(incoming, request);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return encodeError(model, error, { requestId: 'request-1', method: request.method });
    }
  };
  const respond = async (incoming: IncomingMessage, request: HttpRequest): Promise<HttpResponse> => {
    const bytes = await collect(incoming);
    const { operation, name } = findOperation(model, request, bytes);
    if (operation === undefined)
      throw new Error(`no operation for ${request.method} ${request.path} ${name}`);
    const input = decodeInput(operation, request, streamsInput(operation) ? pieces(bytes) : bytes);
    const output = await wire.handle(operation.name, input);
    return encodeOutput(operation, output, { requestId: 'request-1', strict: true });
  };
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const wire: WireServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    handle: () => ({}),
    defect: undefined,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return wire;
}

function toRequest(incoming: IncomingMessage): HttpRequest {
  const [path, query] = splitOnce(incoming.url ?? '/', '?');
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : value,
    ]),
  );
  return { method: incoming.method ?? 'GET', path, query, headers, sourceIp: '127.0.0.1', secure: false };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Collects any stream of bytes. */
export async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 700) yield bytes.subarray(at, at + 700);
}

function send(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  if (body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array)) {
    void collect(body).then((bytes) => send(response, { status, headers, body: bytes }));
    return;
  }
  response.writeHead(status, headers);
  response.end(body);
}
