/** What must not stand in XML text or attributes as it is: all but what is plain. */
const SPECIAL = /[^\t\n !#-%'-;=?-~\u00a0-\u2027\u2029-\ufffd]/;
const ALL_SPECIAL = new RegExp(SPECIAL.source, 'g');

/**
 * Escapes text for XML. Control characters leave as references, as S3 sends them: XML 1.0 has no way to
 * say most of them, which is why S3 has `encoding-type=url`.
 */
export function escapeXml(text: string): string {
  return SPECIAL.test(text) ? text.replace(ALL_SPECIAL, escapeOne) : text;
}

function escapeOne(character: string): string {
  switch (character) {
    case '&':
      return '&amp;';
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    case '"':
      return '&quot;';
    default:
      return `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
  }
}
