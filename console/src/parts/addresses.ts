/** Where the console lies on its server. */
export const BASE = '/_utsuwa/console';

/** A page's address for a browser, which may open it in a tab of its own: the router's paths begin below {@link BASE}. */
export function addressOf(path: string): string {
  return `${BASE}${path}`;
}

/** The router's path of such an address. */
export function pathOf(address: string): string {
  return address.startsWith(BASE) ? address.slice(BASE.length) : address;
}
