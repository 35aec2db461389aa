import { compileArnGlob, hasConfinedWildcard } from './arn-glob.ts';
import { compileGlob, tokenizeGlob } from './glob.ts';
import type { RequestContext } from './request.ts';
import { fillPattern, hideVariables, parseTemplate, type Template } from './template.ts';

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
    for (let at = 0; at < matchers.length; at += 1) if (matchers[at]!(resource, context)) return true;
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

/** A resource pattern taken apart. */
export interface ResourcePattern {
  /** The first five parts of the ARN, or what there is of them, without the colon that ends them. */
  readonly head: string;
  /** That colon and the last part. */
  readonly tail: string;
  /** The tail, where variables stand in it. */
  readonly template: Template | undefined;
}

/** @param variables whether `${…}` is a variable (Version 2012-10-17) or text */
export function readResource(pattern: string, variables: boolean): ResourcePattern {
  const arn = completeArn(pattern);
  const fifthColon = colonsOf(arn)[4] ?? arn.length;
  const tail = arn.slice(fifthColon);
  const template = variables ? parseTemplate(tail) : undefined;
  return { head: arn.slice(0, fifthColon), tail, template };
}

function compileResource(pattern: string, variables: boolean): ResourceMatcher {
  const { head, tail, template } = readResource(pattern, variables);
  if (template !== undefined) {
    return (resource, context) => {
      const tokens = fillPattern(template, context);
      return tokens !== undefined && compileArnGlob(head, tokens)(resource);
    };
  }
  return hasConfinedWildcard(head) ? compileArnGlob(head, tokenizeGlob(tail)) : compileGlob(head + tail);
}

/** IAM reads an ARN of fewer than six parts as if `*` stood for each that is missing. */
function completeArn(pattern: string): string {
  return pattern === '*' ? pattern : pattern + ':*'.repeat(Math.max(0, 5 - colonsOf(pattern).length));
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

/** Where the colons stand that are not part of a variable. */
function colonsOf(arn: string): number[] {
  const text = hideVariables(arn);
  const colons: number[] = [];
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) colons.push(at);
  return colons;
}
