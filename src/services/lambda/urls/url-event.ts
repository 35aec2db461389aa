import type { Caller } from '../../../kernel/caller.ts';
import type { UrlCall } from '../../../operation/function-urls.ts';
import type { UrlRecord } from './url-records.ts';

/** What a signature consists of is the gateway's; a function that is told who calls need not see it (guess). */
const SIGNATURE = new Set(['authorization', 'x-amz-security-token']);

/**
 * A request as the function gets it: payload format 2.0.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-request-payload
 */
export function urlEvent(call: UrlCall, url: UrlRecord, caller: Caller, body: Uint8Array): object {
  const { request, facts, urlId } = call;
  const host = request.headers['host'] ?? '';
  const domainName = host.replace(/:\d+$/, '');
  const isText = isTextual(request.headers['content-type'], body);
  const { cookie } = request.headers;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: request.path,
    rawQueryString: request.query,
    ...(cookie !== undefined && { cookies: cookie.split(/; */) }),
    headers: headersOf(call, url, host),
    ...(request.query !== '' && { queryStringParameters: parametersOf(request.query) }),
    requestContext: {
      accountId: caller.kind === 'anonymous' ? 'anonymous' : caller.accountId,
      apiId: urlId,
      ...(caller.kind !== 'anonymous' && { authorizer: { iam: identityOf(caller) } }),
      domainName,
      domainPrefix: urlId,
      http: {
        method: request.method,
        path: request.path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: request.headers['user-agent'],
      },
      requestId: facts.requestId,
      routeKey: '$default',
      stage: '$default',
      time: commonLogTime(facts.receivedAt),
      timeEpoch: facts.receivedAt.getTime(),
    },
    ...(body.length > 0 && { body: Buffer.from(body).toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

function headersOf({ request }: UrlCall, { authType }: UrlRecord, host: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || name === 'cookie' || name === 'connection') continue;
    if (authType === 'AWS_IAM' && SIGNATURE.has(name)) continue;
    headers[name] = value;
  }
  return {
    ...headers,
    'x-forwarded-for': request.sourceIp,
    'x-forwarded-port': /:(\d+)$/.exec(host)?.[1] ?? '80',
    'x-forwarded-proto': request.secure ? 'https' : 'http',
  };
}

/** Values of a name that comes more than once stand in one text. */
function parametersOf(query: string): Record<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = parameters.get(name);
    parameters.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(parameters);
}

function identityOf(caller: Exclude<Caller, { kind: 'anonymous' }>): object {
  const userId = 'userId' in caller ? caller.userId : undefined;
  return {
    accessKey: 'accessKeyId' in caller ? caller.accessKeyId : undefined,
    accountId: caller.accountId,
    callerId: userId,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: 'arn' in caller ? caller.arn : undefined,
    userId,
  };
}

const TEXT =
  /^(?:text\/|application\/(?:json|javascript|xml|graphql|yaml)\b|[\w.-]+\/[\w.-]+\+(?:json|xml)\b)/i;

/** Whether a body comes as it is; what may be binary comes as base64, forms among it. */
function isTextual(contentType: string | undefined, body: Uint8Array): boolean {
  if (contentType === undefined || !TEXT.test(contentType)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body);
    return true;
  } catch {
    return false;
  }
}

/** `12/Mar/2020:19:03:58 +0000` */
function commonLogTime(time: Date): string {
  const [, day, month, year, clock] = /, (\d+) (\w+) (\d+) ([\d:]+)/.exec(time.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${clock} +0000`;
}
