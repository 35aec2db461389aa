import { globContains, type Effort } from './glob-containment.ts';

/** A resource's pattern with `*` for each variable: it matches all that the pattern may. */
export function resourceText(pattern: string): string {
  return pattern.replaceAll(/\$\{(?:([*?$])|[^}]*)\}/g, (_, literal: string | undefined) =>
    literal === '$' ? '$' : literal === undefined ? '*' : '?',
  );
}

/**
 * Whether every resource that the pattern `inner` matches is matched by `outer` too, in every request.
 * `false` also where it is not known.
 */
export function resourceContains(outer: string, inner: string, effort?: Effort): boolean {
  if (outer === '*' || outer === inner) return true;
  if (outer.includes('${')) return false;
  const wide = completeArn(outer);
  const narrow = completeArn(resourceText(inner));
  if (!isConfined(wide)) return globContains(wide, narrow, effort);
  const outerParts = splitArn(wide);
  const innerParts = splitArn(narrow);
  // A wildcard of the inner one may run across parts only where it is not confined to its own.
  const headIsPlain = innerParts.slice(0, 5).every((part) => !/[*?]/.test(part));
  if (!headIsPlain && !isConfined(narrow)) return false;
  return outerParts.every((part, at) => globContains(part, innerParts[at] ?? '', effort));
}

/** IAM reads an ARN of fewer than six parts as if `*` stood for each that is missing. */
function completeArn(pattern: string): string {
  if (pattern === '*') return pattern;
  const missing = ARN_PARTS - pattern.split(':').length;
  return missing > 0 ? pattern + ':*'.repeat(missing) : pattern;
}

const ARN_PARTS = 6;

/** Whether a wildcard stands in the first five parts that may not leave its part. */
function isConfined(arn: string): boolean {
  return /\*[^:*]|\?/.test(splitArn(arn).slice(0, 5).join(':'));
}

function splitArn(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}
