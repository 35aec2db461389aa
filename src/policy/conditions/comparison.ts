import type { RequestContext } from '../request.ts';

/**
 * Whether a value of the request equals, is like, is less than … any of the policy's values: the
 * operator's positive sense. Negation, missing keys and sets are the condition's business.
 */
export type Comparison = (actual: string, context: RequestContext) => boolean;

/** Makes a comparison from a condition's values. @param variables whether `${…}` is a variable */
export type CompileComparison = (values: readonly string[], variables: boolean) => Comparison;

/** A comparison that holds when it holds for one of the values. */
export function anyOf(comparisons: readonly Comparison[]): Comparison {
  const [only] = comparisons;
  if (comparisons.length === 1 && only !== undefined) return only;
  return (actual, context) => {
    for (let at = 0; at < comparisons.length; at += 1) if (comparisons[at]!(actual, context)) return true;
    return false;
  };
}
