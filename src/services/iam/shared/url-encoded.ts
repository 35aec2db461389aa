/** A policy document as answers carry it: percent-encoded by RFC 3986, so that `!'()*` are encoded too. */
export function urlEncoded(document: string): string {
  return encodeURIComponent(document).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
