import type { Glob } from './glob.ts';
import { compileGlob } from './glob.ts';

/** An Action or NotAction element, compiled. */
export interface ActionMatcher {
  /** The services it may match, lower-cased; `undefined` when any. */
  readonly services: ReadonlySet<string> | undefined;
  /** @param action the whole action, lower-cased @param service what stands before its colon @param name what after */
  matches(action: string, service: string, name: string): boolean;
}

/**
 * Compiles the patterns of an Action element. Case does not count; the service stands as it is, the
 * name may hold `*` and `?`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function compileActions(patterns: readonly string[]): ActionMatcher {
  const exact = new Set<string>();
  const globs = new Map<string, Glob[]>();
  const services = new Set<string>();
  let everything = false;
  let anyService = false;
  for (const pattern of patterns) {
    const action = pattern.toLowerCase();
    const colon = action.indexOf(':');
    if (action === '*' || action === '*:*') everything = true;
    if (colon < 0) continue;
    const service = action.slice(0, colon);
    if (service === '*') anyService = true;
    services.add(service);
    if (!action.includes('*') && !action.includes('?')) {
      exact.add(action);
      continue;
    }
    const glob = compileGlob(action.slice(colon + 1));
    const sameService = globs.get(service);
    if (sameService === undefined) globs.set(service, [glob]);
    else sameService.push(glob);
  }
  if (everything) return { services: undefined, matches: () => true };
  if (globs.size === 0) return { services, matches: (action) => exact.has(action) };
  return {
    services: anyService ? undefined : services,
    matches: (action, service, name) =>
      exact.has(action) ||
      someMatch(globs.get(service), name) ||
      (anyService && someMatch(globs.get('*'), name)),
  };
}

/** Compiles a NotAction element: whatever its patterns do not match. */
export function compileNotActions(patterns: readonly string[]): ActionMatcher {
  const inner = compileActions(patterns);
  return {
    services: undefined,
    matches: (action, service, name) => !inner.matches(action, service, name),
  };
}

function someMatch(globs: readonly Glob[] | undefined, name: string): boolean {
  if (globs === undefined) return false;
  for (const glob of globs) if (glob(name)) return true;
  return false;
}
