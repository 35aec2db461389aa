import type { HttpRequest, HttpResponse } from '../../kernel/http.ts';

/**
 * Whether a page of another origin sends this request. Browsers name the origin of whatever is no plain navigation;
 * the AWS CLI and the SDKs name none. A page whose origin is hidden (`null`) is a stranger too.
 */
export function isFromForeignOrigin({ headers }: Pick<HttpRequest, 'headers'>): boolean {
  const origin = headers['origin'];
  if (origin === undefined) return headers['sec-fetch-site'] === 'cross-site' && !isNavigation(headers);
  const host = headers['host']?.toLowerCase();
  return origin.toLowerCase() !== `http://${host}` && origin.toLowerCase() !== `https://${host}`;
}

/** A person who follows a link from elsewhere brings no origin and reads the page as its own. */
function isNavigation(headers: HttpRequest['headers']): boolean {
  return headers['sec-fetch-mode'] === 'navigate';
}

/** The refusal: plain text, for nobody but a developer at the browser's tools sees it. */
export function refuseForeignOrigin(request: HttpRequest): HttpResponse {
  const origin = request.headers['origin']?.slice(0, 253) ?? 'another site';
  return {
    status: 403,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    body: `utsuwa: refused, a page of \`${origin}\` may not speak to this server\n`,
  };
}
