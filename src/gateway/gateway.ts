import type { HttpRequest, HttpResponse } from '../kernel/http.ts';
import type { AnswerUrl } from '../operation/function-urls.ts';
import type { House } from '../operation/house.ts';
import type { ControlRoutes } from './control/control-routes.ts';
import { handleControl } from './control/handle-control.ts';
import { handleFunctionUrl, urlPlaceOf } from './function-url.ts';
import { handle } from './handle.ts';
import { HostGuard } from '../kernel/host-guard.ts';
import type { Console } from './console/console.ts';
import { isFromForeignOrigin, refuseForeignOrigin } from './console/foreign-origin.ts';
import type { Handler } from './listen.ts';
import type { IncomingBody } from './receive.ts';

/** The paths that are ours and not AWS's. */
const CONTROL = '/_utsuwa/';

/** What stands beside AWS's APIs: the operator's routes and the web console; of these functions reach but few routes. */
export interface BesideApis {
  readonly control: ControlRoutes;
  readonly console?: Console | undefined;
  /** What answers at functions' URLs, each an origin of its own. */
  readonly answerUrl: AnswerUrl;
}

/**
 * What the gateway's port answers: AWS's APIs, functions' URLs, the operator's own routes and the web console beside them. A
 * foreign Host header is refused before anything else, a page of a foreign origin at what is not AWS's; AWS's APIs
 * answer such a page as AWS does: a browser sends it no signed request without a preflight, which nothing here grants.
 *
 * @param hostNames names by which the server may be called, beside loopback's
 */
export function gateway(house: House, beside: BesideApis, hostNames: readonly string[]): Handler {
  const hosts = new HostGuard(hostNames);
  return (request, body) => {
    if (!hosts.knows(request)) return Promise.resolve(foreignHost(request.headers['host']));
    const place = urlPlaceOf(request);
    if (place !== undefined) return handleFunctionUrl(house, beside.answerUrl, place, request, body);
    if (request.path.startsWith(CONTROL)) return answerOwn(house, beside, request, body);
    // A call of AWS's query protocols that is a GET has a query; a browser at the door has none.
    if (request.method === 'GET' && request.path === '/') return answerRoot(house, beside, request, body);
    return answerApi(house, request, body);
  };
}

/** What is ours and not AWS's. */
async function answerOwn(house: House, beside: BesideApis, request: HttpRequest, body: IncomingBody) {
  if (isFromForeignOrigin(request)) return refuseForeignOrigin(request);
  return (await beside.console?.answer(request)) ?? handleControl(house, beside.control, request, body);
}

/** The console's page for a browser, and S3's list of buckets for its clients. */
async function answerRoot(house: House, beside: BesideApis, request: HttpRequest, body: IncomingBody) {
  return (await beside.console?.answer(request)) ?? answerApi(house, request, body);
}

function answerApi(house: House, request: HttpRequest, body: IncomingBody): Promise<HttpResponse> {
  const answer = handle(house, request, body);
  return isForPage(request) ? answer.then(withoutScripts) : answer;
}

/** Only browsers name a destination; a script's is `empty`. */
function isForPage({ headers }: HttpRequest): boolean {
  const destination = headers['sec-fetch-dest'];
  return destination !== undefined && destination !== 'empty';
}

/**
 * What a bucket holds is somebody's: a page of it that a browser shows under this server's own address runs no script,
 * or it could act as the console's page does.
 */
function withoutScripts(answer: HttpResponse): HttpResponse {
  return { ...answer, headers: { ...answer.headers, 'Content-Security-Policy': 'sandbox' } };
}

function foreignHost(host: string | undefined) {
  const shown = host === undefined ? 'none' : `\`${host.slice(0, 253)}\``;
  return {
    status: 403,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    body: `utsuwa: refused, the Host header is ${shown}, not a name of this server; add it with --host-name\n`,
  };
}
