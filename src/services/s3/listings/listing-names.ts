/**
 * Encodes a name in a listing as `encoding-type=url` asks: percent-encoded UTF-8, a space as `+`, slashes
 * as they are.
 */
export function urlEncoded(name: string): string {
  return encodeURIComponent(name)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replaceAll(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** How names are written in one listing. @param encodingType `url`, or absent: as they are */
export function nameWriter(encodingType: string | undefined): <T extends string | undefined>(name: T) => T {
  if (encodingType !== 'url') return (name) => name;
  return (name) => (name === undefined ? name : (urlEncoded(name) as typeof name));
}
