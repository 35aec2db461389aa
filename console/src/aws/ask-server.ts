import { STSClient } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import { CONSOLE_AGENT, type Connection } from './connection.ts';

/** What the server itself refused, told as the SDK tells what AWS refuses. */
export class ServerError extends Error {
  readonly $metadata: { readonly requestId?: string | undefined; readonly httpStatusCode: number };

  constructor(code: string, message: string, status: number, requestId: string | undefined) {
    super(message);
    this.name = code;
    this.$metadata = { requestId, httpStatusCode: status };
  }
}

/**
 * Asks one of Utsuwa's own routes below `/_utsuwa/`, signed as the person who is signed in.
 *
 * @param path for example `activity/ID`
 * @param body what to send as JSON; a question without one is a GET
 * @throws ServerError what the server answers otherwise
 */
export async function askServer<T>(
  connection: Connection,
  path: string,
  { body, signal }: { readonly body?: unknown; readonly signal?: AbortSignal } = {},
): Promise<T> {
  // Keys stay in the SDK's clients; any of them lends its own.
  const { credentials, sha256 } = connection.client(STSClient).config;
  const { protocol, hostname, port, host, origin } = window.location;
  const text = body === undefined ? undefined : JSON.stringify(body);
  const method = text === undefined ? 'GET' : 'POST';
  const request = {
    method,
    protocol,
    hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    path: `/_utsuwa/${path}`,
    query: {},
    headers: { host, 'x-amz-user-agent': CONSOLE_AGENT },
    ...(text === undefined ? {} : { body: text }),
  };
  const signer = new SignatureV4({ credentials, region: connection.region, service: 'cloudtrail', sha256 });
  const { headers } = await signer.sign(request);
  const { host: _browsersOwn, ...sent } = headers;
  const response = await fetch(`${origin}/_utsuwa/${path}`, {
    method,
    headers: sent,
    ...(text === undefined ? {} : { body: text }),
    ...(signal === undefined ? {} : { signal }),
  });
  const answer = (await response.json()) as T & { readonly error?: string; readonly message?: string };
  if (response.ok) return answer;
  const requestId = response.headers.get('x-amzn-requestid') ?? undefined;
  throw new ServerError(answer.error ?? 'Error', answer.message ?? '', response.status, requestId);
}
