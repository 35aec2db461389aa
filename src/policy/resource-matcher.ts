import type { Glob } from './glob.ts';
import { compileGlob, compileGlobTokens } from './glob.ts';
import type { RequestContext } from './request.ts';
import { fillPattern, parseTemplate } from './template.ts';

/** A Resource or NotResource element, compiled: does it speak of this resource? */
export type ResourceMatcher = (resource: string, context: RequestContext) => boolean;

/**
 * Compiles the patterns of a Resource element. Case counts. A `*` at the end of an ARN's part may run
 * on across colons, as any wildcard after the fifth colon may; elsewhere a wildcard stays in its part.
 * @param variables whether `${…}` is a variable (Version 2012-10-17) or text
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function compileResources(patterns: readonly string[], variables: boolean): ResourceMatcher {
  if (patterns.includes('*')) return () => true;
  const matchers = patterns.map((pattern) => compileResource(pattern, variables));
  const [only] = matchers;
  if (matchers.length === 1 && only !== undefined) return only;
  return (resource, context) => {
    for (const matches of matchers) if (matches(resource, context)) return true;
    return false;
  };
}

/**
 * Compiles a NotResource element: whatever its patterns do not match. A pattern whose variable has no
 * value matches nothing, and so excludes nothing.
 */
export function compileNotResources(patterns: readonly string[], variables: boolean): ResourceMatcher {
  const inner = compileResources(patterns, variables);
  return (resource, context) => !inner(resource, context);
}

function compileResource(pattern: string, variables: boolean): ResourceMatcher {
  const arn = completeArn(pattern);
  const template = variables ? parseTemplate(arn, fifthColon(arn) + 1) : undefined;
  if (template !== undefined) {
    return (resource, context) => {
      const tokens = fillPattern(template, context);
      return tokens !== undefined && compileGlobTokens(tokens)(resource);
    };
  }
  return hasConfinedWildcard(arn) ? partByPart(arn) : compileGlob(arn);
}

/** IAM reads an ARN of fewer than six parts as if `*` stood for each that is missing. */
function completeArn(pattern: string): string {
  if (pattern === '*') return pattern;
  let arn = pattern;
  for (let colons = countColons(arn); colons < 5; colons += 1) arn += ':*';
  return arn;
}

/** Whether a wildcard stands in the first five parts that may not leave its part. */
function hasConfinedWildcard(arn: string): boolean {
  const head = arn.slice(0, fifthColon(arn));
  return /\*[^:*]|\?/.test(head);
}

/** Matches each of the six parts on its own. */
function partByPart(arn: string): Glob {
  const globs = splitArn(arn).map(compileGlob);
  return (resource) => {
    const parts = splitArn(resource);
    return parts.length === 6 && globs.every((glob, at) => glob(parts[at]!));
  };
}

/** The six parts of an ARN; what follows the fifth colon is one part. Fewer when it is no ARN. */
export function splitArn(arn: string): string[] {
  const parts: string[] = [];
  let from = 0;
  while (parts.length < 5) {
    const colon = arn.indexOf(':', from);
    if (colon < 0) break;
    parts.push(arn.slice(from, colon));
    from = colon + 1;
  }
  parts.push(arn.slice(from));
  return parts;
}

/** Where the fifth colon stands that is not part of a variable; the length when there are fewer. */
function fifthColon(arn: string): number {
  let colons = 0;
  let inVariable = false;
  for (let at = 0; at < arn.length; at += 1) {
    const char = arn[at];
    if (char === '{' && arn[at - 1] === '$') inVariable = true;
    else if (char === '}') inVariable = false;
    else if (char === ':' && !inVariable && (colons += 1) === 5) return at;
  }
  return arn.length;
}

function countColons(arn: string): number {
  let colons = 0;
  for (let at = arn.indexOf(':'); at >= 0; at = arn.indexOf(':', at + 1)) colons += 1;
  return colons;
}
