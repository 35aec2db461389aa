import { describe, expect, test } from 'vitest';
import { allowed, found, refused, refusedSilently } from './metadata-answers.ts';

describe('answers, byte for byte', () => {
  test('a refusal carries the page that AWS sends, 345 bytes of it for 404', () => {
    const { status, headers, body } = refused(404);
    expect(status).toBe(404);
    expect(headers).toEqual({ 'Content-Type': 'text/html', Server: 'EC2ws' });
    expect(body).toBe(
      '<?xml version="1.0" encoding="iso-8859-1"?>\n' +
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"\n' +
        '         "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n' +
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">\n' +
        ' <head>\n' +
        '  <title>404 - Not Found</title>\n' +
        ' </head>\n' +
        ' <body>\n' +
        '  <h1>404 - Not Found</h1>\n' +
        ' </body>\n' +
        '</html>\n',
    );
    expect(body).toHaveLength(345);
  });

  test.each([
    [400, '400 - Bad Request'],
    [401, '401 - Unauthorized'],
    [403, '403 - Forbidden'],
  ] as const)('%i is worded alike', (status, title) => {
    const { body } = refused(status);
    expect(body).toContain(`<title>${title}</title>`);
    expect(body).toContain(`<h1>${title}</h1>`);
  });

  test('a refused PUT is answered without a word', () => {
    expect(refusedSilently(403)).toEqual({
      status: 403,
      headers: { 'Content-Type': 'text/plain', Server: 'EC2ws' },
      body: '',
    });
  });

  test('a wrong method is told the right ones', () => {
    expect(allowed(405, 'OPTIONS, PUT')).toMatchObject({
      status: 405,
      headers: { Allow: 'OPTIONS, PUT', Server: 'EC2ws' },
      body: '',
    });
  });

  test('text is text/plain, user data are bytes', () => {
    expect(found('i-1').headers['Content-Type']).toBe('text/plain');
    expect(found(Buffer.from('#!')).headers['Content-Type']).toBe('application/octet-stream');
  });
});
