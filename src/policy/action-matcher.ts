import type { Glob } from './glob.ts';
import { compileGlob } from './glob.ts';

/** An Action or NotAction element, compiled. */
export interface ActionMatcher {
  /** The services it may match, lower-cased, each once; `undefined` when any. */
  readonly services: readonly string[] | undefined;
  matches(action: ActionName): boolean;
}

/** An action taken apart, lower-cased: case does not count. */
export interface ActionName {
  readonly whole: string;
  /** What stands before the colon. */
  readonly service: string;
  /** What stands behind it. */
  readonly name: string;
}

export function readAction(action: string): ActionName {
  const whole = action.toLowerCase();
  const colon = whole.indexOf(':');
  return { whole, service: whole.slice(0, Math.max(colon, 0)), name: whole.slice(colon + 1) };
}

/**
 * Compiles the patterns of an Action element. Case does not count; the service stands as it is, the
 * name may hold `*` and `?`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function compileActions(patterns: readonly string[]): ActionMatcher {
  const services = servicesOf(patterns);
  if (services.includes('')) return EVERYTHING;
  // Most statements are never asked, as their service is another: the rest waits for the first question.
  let table: ActionTable | undefined;
  return {
    services: services.includes('*') ? undefined : services,
    matches: ({ whole, service, name }) => {
      table ??= tabulate(patterns);
      return (
        table.exact.has(whole) ||
        nameMatches(table.patterns.get(service), name) ||
        nameMatches(table.patterns.get('*'), name)
      );
    },
  };
}

/** Compiles a NotAction element: whatever its patterns do not match. */
export function compileNotActions(patterns: readonly string[]): ActionMatcher {
  const inner = compileActions(patterns);
  return {
    services: undefined,
    matches: (action) => !inner.matches(action),
  };
}

const EVERYTHING: ActionMatcher = { services: undefined, matches: () => true };

/** The services the patterns name, lower-cased; the empty one stands for the pattern `*`. */
function servicesOf(patterns: readonly string[]): string[] {
  const services: string[] = [];
  let last: string | undefined;
  for (const pattern of patterns) {
    if (pattern === '*' || pattern === '*:*') return [''];
    const colon = pattern.indexOf(':');
    // Patterns of one service stand together as a rule.
    if (colon < 1 || (last?.length === colon && pattern.startsWith(last))) continue;
    last = pattern.slice(0, colon);
    const service = last.toLowerCase();
    if (!services.includes(service)) services.push(service);
  }
  return services;
}

interface ActionTable {
  /** Whole actions, lower-cased. */
  readonly exact: ReadonlySet<string>;
  /** What the rest says of names, by service. */
  readonly patterns: ReadonlyMap<string, NamePatterns>;
}

/** Patterns for the names of one service's actions; most of them are a prefix and a star. */
interface NamePatterns {
  readonly prefixes: string[];
  readonly globs: Glob[];
}

function tabulate(patterns: readonly string[]): ActionTable {
  const exact = new Set<string>();
  const byService = new Map<string, NamePatterns>();
  for (const pattern of patterns) {
    const action = pattern.toLowerCase();
    const colon = action.indexOf(':');
    if (colon < 1) continue;
    const service = action.slice(0, colon);
    if (service !== '*' && !action.includes('*') && !action.includes('?')) {
      exact.add(action);
      continue;
    }
    let ofService = byService.get(service);
    if (ofService === undefined) byService.set(service, (ofService = { prefixes: [], globs: [] }));
    addPattern(ofService, action.slice(colon + 1));
  }
  return { exact, patterns: byService };
}

function addPattern({ prefixes, globs }: NamePatterns, pattern: string): void {
  const star = pattern.indexOf('*');
  if (star >= 0 && star === pattern.length - 1 && !pattern.includes('?'))
    prefixes.push(pattern.slice(0, star));
  else globs.push(compileGlob(pattern));
}

function nameMatches(patterns: NamePatterns | undefined, name: string): boolean {
  if (patterns === undefined) return false;
  for (const prefix of patterns.prefixes) if (name.startsWith(prefix)) return true;
  for (const glob of patterns.globs) if (glob(name)) return true;
  return false;
}
