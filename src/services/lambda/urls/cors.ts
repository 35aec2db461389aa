import type { HttpRequest, HttpResponse } from '../../../kernel/http.ts';
import type { Cors } from '../../../model/generated/lambda.ts';

/**
 * The answer to a browser that asks before it sends a request: a URL with CORS settings gives it itself,
 * without the function.
 *
 * @returns `undefined` for what is no such question, or where there are no settings
 */
export function preflightAnswer(cors: Cors | undefined, request: HttpRequest): HttpResponse | undefined {
  const { origin, 'access-control-request-method': method } = request.headers;
  if (cors === undefined || request.method !== 'OPTIONS') return undefined;
  if (origin === undefined || method === undefined) return undefined;
  const allowed = originHeaders(cors, origin);
  const headers = {
    ...allowed,
    ...(Object.keys(allowed).length > 0 && {
      ...listHeader('Access-Control-Allow-Methods', cors.AllowMethods),
      ...listHeader('Access-Control-Allow-Headers', cors.AllowHeaders),
      ...(cors.MaxAge !== undefined && { 'Access-Control-Max-Age': String(cors.MaxAge) }),
    }),
  };
  return { status: 200, headers, body: '' };
}

/** An answer with the headers of the URL's settings, which stand in place of the function's own. */
export function withCors(
  cors: Cors | undefined,
  { headers: { origin } }: HttpRequest,
  answer: HttpResponse,
): HttpResponse {
  if (cors === undefined || origin === undefined) return answer;
  const own = Object.entries(answer.headers).filter(([name]) => !/^access-control-/i.test(name));
  const allowed = originHeaders(cors, origin);
  const exposed =
    Object.keys(allowed).length === 0 ? {} : listHeader('Access-Control-Expose-Headers', cors.ExposeHeaders);
  return { ...answer, headers: { ...Object.fromEntries(own), ...allowed, ...exposed } };
}

/** What tells a browser that its page's origin may; nothing for one that may not. */
function originHeaders(cors: Cors, origin: string): Record<string, string> {
  const allowed = cors.AllowOrigins ?? [];
  const any = allowed.includes('*');
  if (!any && !allowed.includes(origin)) return {};
  // Browsers take no star where credentials are sent along.
  if (any && cors.AllowCredentials !== true) return { 'Access-Control-Allow-Origin': '*' };
  return {
    'Access-Control-Allow-Origin': origin,
    Vary: 'Origin',
    ...(cors.AllowCredentials === true && { 'Access-Control-Allow-Credentials': 'true' }),
  };
}

function listHeader(name: string, values: readonly string[] | undefined): Record<string, string> {
  return values === undefined || values.length === 0 ? {} : { [name]: values.join(',') };
}
