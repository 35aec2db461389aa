/** A piece of what `Fn::Sub` takes: text, or the name between `${` and `}`. */
export type SubPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string };

/** Takes `Fn::Sub`'s text apart; `${!name}` is the text `${name}`. */
export function subParts(text: string): readonly SubPart[] {
  const parts: SubPart[] = [];
  let end = 0;
  for (const match of text.matchAll(/\$\{([^${}]*)\}/g)) {
    const inner = (match[1] ?? '').trim();
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push(
      inner.startsWith('!') ? { kind: 'text', text: `\${${inner.slice(1)}}` } : { kind: 'name', name: inner },
    );
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}
