/** Where signals for wait conditions are sent. */
export const WAIT_PATH = '/_utsuwa/wait-conditions/';

/** A handle's URL. Its token is known to whoever was given the URL, and to nobody else. */
export function handleUrl(endpoint: string, token: string, logicalId: string): string {
  return `${endpoint}${WAIT_PATH}${token}/${logicalId}`;
}

/** The logical id of the handle that a URL is of; `undefined` for what is no handle's. */
export function logicalIdIn(url: string): string | undefined {
  const at = url.indexOf(WAIT_PATH);
  return at < 0 ? undefined : url.slice(at + WAIT_PATH.length).split('/')[1];
}
