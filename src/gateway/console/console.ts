import { hostName } from '../../kernel/host-guard.ts';
import type { HttpRequest, HttpResponse } from '../../kernel/http.ts';
import { isLoopback } from '../../kernel/loopback.ts';
import type { House } from '../../operation/house.ts';
import { ConsoleFiles, CONSOLE_PATH } from './console-files.ts';
import { CONSOLE_HEADERS } from './console-headers.ts';

/** A key that a person may be signed in with by one click. */
interface OperatorKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Whether, and as whom, somebody at this machine may sign in without typing a key. */
export type OperatorKeySource = (house: House) => Promise<OperatorKey | undefined>;

/**
 * The web console's door: its files, the way from `/` to it, and signing in by one click. All else that the
 * console does it does by AWS's APIs, signed like anyone's requests.
 */
export class Console {
  readonly #house: House;
  readonly #operatorKey: OperatorKeySource | undefined;
  readonly #files = new ConsoleFiles();

  /** @param operatorKey absent where nobody may sign in without a key */
  constructor(house: House, operatorKey: OperatorKeySource | undefined) {
    this.#house = house;
    this.#operatorKey = operatorKey;
  }

  /** Answers what is the console's; undefined for all else. */
  async answer(request: HttpRequest): Promise<HttpResponse | undefined> {
    if (isBrowserAtTheDoor(request)) return redirect(CONSOLE_PATH);
    if (`${request.path}/` === CONSOLE_PATH) return redirect(CONSOLE_PATH);
    if (!request.path.startsWith(CONSOLE_PATH)) return undefined;
    if (!isWellFormed(request.path)) return redirect(CONSOLE_PATH);
    if (request.path === `${CONSOLE_PATH}operator`) return this.#operator(request);
    if (request.method === 'GET' || request.method === 'HEAD') return this.#files.answer(request);
    return { status: 405, headers: { ...CONSOLE_HEADERS, Allow: 'GET, HEAD' }, body: undefined };
  }

  /** GET says whether one click is enough; POST, by our own page alone, gives the key. */
  async #operator(request: HttpRequest): Promise<HttpResponse> {
    const key = isLoopback(request.sourceIp) ? await this.#operatorKey?.(this.#house) : undefined;
    const { region, accountId } = this.#house.settings;
    if (request.method === 'GET') return json(200, { oneClick: key !== undefined, region, accountId });
    if (request.method !== 'POST' || request.headers['origin'] === undefined || key === undefined) {
      return json(403, { message: 'signing in here takes an access key' });
    }
    return json(200, { ...key, region });
  }
}

/** A browser that opens `/`: it wants a page, signs nothing, and names no bucket in its host. */
function isBrowserAtTheDoor({ method, path, query, headers }: HttpRequest): boolean {
  if (method !== 'GET' || path !== '/' || query !== '' || headers['authorization'] !== undefined)
    return false;
  if (headers['accept']?.includes('text/html') !== true) return false;
  return hostName(headers['host'])?.includes('.s3') !== true;
}

/** Whether the page's router can read an address: it gives up on percent signs that mean nothing. */
function isWellFormed(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function redirect(location: string): HttpResponse {
  return { status: 302, headers: { ...CONSOLE_HEADERS, Location: location }, body: undefined };
}

function json(status: number, body: unknown): HttpResponse {
  return {
    status,
    headers: { ...CONSOLE_HEADERS, 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: JSON.stringify(body),
  };
}
