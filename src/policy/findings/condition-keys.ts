import type { Reference, ReferenceKey } from './reference.ts';

/** What is known of a condition key. */
export type KnownKey =
  | { readonly kind: 'known'; readonly type: string }
  /** A claim of an identity provider, about which AWS publishes nothing. */
  | { readonly kind: 'claim' }
  /** A tag's key without the tag. @param key as it should begin */
  | { readonly kind: 'tagless'; readonly key: string }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'unknown-global' }
  | { readonly kind: 'unknown-service'; readonly service: string }
  | { readonly kind: 'unknown-in-service'; readonly service: string }
  | { readonly kind: 'malformed' };

/** Looks a key up. @param key as written */
export function lookUpKey(reference: Reference, key: string): KnownKey {
  const lower = key.toLowerCase();
  const colon = lower.indexOf(':');
  if (colon < 1 || colon === lower.length - 1 || /\s/.test(lower.slice(0, colon)))
    return { kind: 'malformed' };
  const slash = lower.indexOf('/');
  const tagless = lookUpTagless(reference, lower);
  if (tagless !== undefined) return { kind: 'tagless', key: tagless };
  const global = reference.globalKeys.get(slash < 0 ? lower : lower.slice(0, slash + 1));
  if (global !== undefined) return { kind: 'known', type: global.type };
  const prefix = lower.slice(0, colon);
  if (prefix === 'aws') return { kind: lower === 'aws:arn' ? 'unsupported' : 'unknown-global' };
  // Web identity providers are named by their host, and perhaps a path.
  if (prefix.includes('.')) return { kind: 'claim' };
  const service = reference.services.get(prefix);
  const known = service === undefined ? elsewhere(reference, lower) : find(service.keys, lower);
  if (known !== undefined) return { kind: 'known', type: known.type };
  if (CLAIM_PREFIXES.has(prefix)) return { kind: 'claim' };
  if (service !== undefined) {
    const foreign = elsewhere(reference, lower);
    if (foreign !== undefined) return { kind: 'known', type: foreign.type };
    return { kind: 'unknown-in-service', service: service.prefix };
  }
  return { kind: 'unknown-service', service: key.slice(0, colon) };
}

/** SAML's claims begin with it. */
const CLAIM_PREFIXES: ReadonlySet<string> = new Set(['saml']);

function lookUpTagless({ globalKeys }: Reference, lower: string): string | undefined {
  const stem = lower.endsWith('/') ? lower : `${lower}/`;
  const known = globalKeys.get(stem);
  return known?.name.replace(/tag-key$/, '');
}

function find(keys: ReadonlyMap<string, ReferenceKey>, lower: string): ReferenceKey | undefined {
  const exact = keys.get(lower);
  if (exact !== undefined) return exact;
  let blanks = WITH_BLANKS.get(keys);
  if (blanks === undefined) WITH_BLANKS.set(keys, (blanks = [...keys].filter(([name]) => BLANK.test(name))));
  return blanks.find(([name]) => fits(name, lower))?.[1];
}

const WITH_BLANKS = new WeakMap<
  ReadonlyMap<string, ReferenceKey>,
  readonly (readonly [string, ReferenceKey])[]
>();

/** The tables write a blank in one of three ways. */
const BLANK = /\$\{[^}]*\}|<[^>]*>|(?<=\/)tag-key$/;
const BLANKS = new RegExp(BLANK, 'g');

/** Whether a key is what a name with blanks in it stands for; each blank is at least a character. */
function fits(name: string, lower: string): boolean {
  const pieces = name.split(BLANKS);
  const first = pieces[0] ?? '';
  if (!lower.startsWith(first)) return false;
  let from = first.length;
  for (const piece of pieces.slice(1)) {
    const at = piece === '' ? lower.length : lower.indexOf(piece, from + 1);
    if (at <= from) return false;
    from = at + piece.length;
  }
  return from === lower.length;
}

const FOREIGN = new WeakMap<Reference, ReadonlyMap<string, ReferenceKey>>();

/** A key that services other than the one it is named for know, or that is named for no service. */
function elsewhere(reference: Reference, lower: string): ReferenceKey | undefined {
  let all = FOREIGN.get(reference);
  if (all === undefined) {
    const keys = new Map<string, ReferenceKey>();
    for (const [prefix, service] of reference.services) {
      for (const [name, key] of service.keys) if (!name.startsWith(`${prefix}:`)) keys.set(name, key);
    }
    FOREIGN.set(reference, (all = keys));
  }
  return find(all, lower);
}
