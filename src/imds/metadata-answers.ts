import type { HttpResponse } from '../kernel/http.ts';

/** What the service calls itself in every answer. */
const SERVER = 'EC2ws';

/** Statuses that the service answers a refusal with. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 500;

const REASONS: Readonly<Record<RefusalStatus, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Not Allowed',
  500: 'Internal Server Error',
};

/** A document or a listing. @param headers in addition, as those of a token */
export function found(
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return {
    status: 200,
    headers: {
      'Content-Type': typeof body === 'string' ? 'text/plain' : 'application/octet-stream',
      'Accept-Ranges': 'none',
      ...headers,
      Server: SERVER,
    },
    body,
  };
}

/** A refusal with the page that AWS sends with it. */
export function refused(status: RefusalStatus): HttpResponse {
  return { status, headers: { 'Content-Type': 'text/html', Server: SERVER }, body: errorPage(status) };
}

/** A refusal without a word, as every one of a PUT. */
export function refusedSilently(status: RefusalStatus): HttpResponse {
  return { status, headers: { 'Content-Type': 'text/plain', Server: SERVER }, body: '' };
}

/** The methods that a path takes. @param status 200 to who asks by OPTIONS, else 405 */
export function allowed(status: 200 | 405, methods: string): HttpResponse {
  return {
    status,
    headers: { Allow: methods, 'Content-Type': 'text/plain', Server: SERVER },
    body: '',
  };
}

function errorPage(status: RefusalStatus): string {
  const title = `${status} - ${REASONS[status]}`;
  return [
    '<?xml version="1.0" encoding="iso-8859-1"?>',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"',
    '         "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
    '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">',
    ' <head>',
    `  <title>${title}</title>`,
    ' </head>',
    ' <body>',
    `  <h1>${title}</h1>`,
    ' </body>',
    '</html>',
    '',
  ].join('\n');
}
