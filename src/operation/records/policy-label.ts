import type { PolicyExplanation } from '../../policy/explain.ts';

/** What a policy is called: by its ARN or name, and through whom it applies. */
export function labelOf({
  type,
  level,
  policy,
}: Pick<PolicyExplanation, 'type' | 'level' | 'policy'>): string {
  const { arn, name, source } = policy;
  const through = source === undefined ? '' : ` of ${source}`;
  if (arn !== undefined) return level === undefined ? `${arn}${through}` : `${arn} at level ${level}`;
  if (name !== undefined) return `inline policy ${name}${through}`;
  return source === undefined ? `the ${type}` : source;
}
