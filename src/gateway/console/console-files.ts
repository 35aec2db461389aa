import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HttpRequest, HttpResponse } from '../../kernel/http.ts';
import { CONSOLE_HEADERS } from './console-headers.ts';

/** Below it the console lives; what is no file there is one of its pages. */
export const CONSOLE_PATH = '/_utsuwa/console/';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

/** Names of built files carry their content's digest, so browsers may keep them for ever. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * The console as it was built: files, each beside itself compressed (`.br`, `.gz`). Nothing is read before a
 * browser asks, and only names that lie in the folder are ever opened.
 */
export class ConsoleFiles {
  readonly #folder: string;
  #names: Promise<ReadonlySet<string>> | undefined;

  /** @param folder where the built console lies */
  constructor(folder = builtConsole()) {
    this.#folder = folder;
  }

  /** Answers a GET or HEAD below {@link CONSOLE_PATH}: a file, or the page that shows itself by its address. */
  async answer(request: HttpRequest): Promise<HttpResponse> {
    const names = await this.#list();
    if (!names.has('index.html')) return notBuilt();
    const wanted = request.path.slice(CONSOLE_PATH.length);
    if (names.has(wanted) && wanted !== 'index.html') return this.#file(names, wanted, request, FOR_EVER);
    if (wanted.startsWith('assets/')) return { status: 404, headers: CONSOLE_HEADERS, body: undefined };
    return this.#file(names, 'index.html', request, 'no-cache');
  }

  async #file(
    names: ReadonlySet<string>,
    name: string,
    request: HttpRequest,
    cacheControl: string,
  ): Promise<HttpResponse> {
    const [encoding, suffix] = encodingFor(request.headers['accept-encoding'] ?? '', name, names);
    const body = await readFile(path.join(this.#folder, `${name}${suffix}`));
    return {
      status: 200,
      headers: {
        ...CONSOLE_HEADERS,
        'Content-Type': TYPES[path.extname(name)] ?? 'application/octet-stream',
        'Cache-Control': cacheControl,
        Vary: 'Accept-Encoding',
        ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }),
      },
      body,
    };
  }

  /** A folder that is not there yet is looked for again. */
  #list(): Promise<ReadonlySet<string>> {
    this.#names ??= readdir(this.#folder, { recursive: true })
      .then((names) => new Set(names.map((name) => name.split(path.sep).join('/'))))
      .catch((error: NodeJS.ErrnoException) => {
        this.#names = undefined;
        if (error.code === 'ENOENT') return new Set<string>();
        throw error;
      });
    return this.#names;
  }
}

function encodingFor(
  accepted: string,
  name: string,
  names: ReadonlySet<string>,
): readonly [encoding: string | undefined, suffix: string] {
  const codings = new Set(accepted.split(',').map((coding) => coding.trim().split(';', 1)[0]));
  if (codings.has('br') && names.has(`${name}.br`)) return ['br', '.br'];
  if (codings.has('gzip') && names.has(`${name}.gz`)) return ['gzip', '.gz'];
  return [undefined, ''];
}

function notBuilt(): HttpResponse {
  return {
    status: 503,
    headers: { ...CONSOLE_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' },
    body: 'utsuwa: the console is not built; `npm start` builds it\n',
  };
}

/** Beside the bundle; where the sources run by themselves, in the folder that the bundle is built into. */
function builtConsole(): string {
  const bundled = new URL('console/', import.meta.url);
  return fileURLToPath(
    existsSync(new URL('index.html', bundled)) ? bundled : new URL('../../../dist/console/', import.meta.url),
  );
}
