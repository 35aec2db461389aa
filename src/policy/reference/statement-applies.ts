import type { RequestContext } from '../request.ts';
import { readVariable, fillIn } from './variables.ts';
import type { Statement } from './statements.ts';
import type { Sign } from './wildcards.ts';
import { asPattern, literally, matchesWhole } from './wildcards.ts';

/** Rule: Action matches when one of its patterns does, NotAction when none does. */
export function actionApplies({ actions: { not, patterns } }: Statement, action: string): boolean {
  return patterns.some((pattern) => actionMatches(pattern, action)) !== not;
}

/**
 * Rule: the service stands as it is, or `*` for any; the name may hold wildcards; case does not count.
 * `*` alone is every action.
 */
function actionMatches(pattern: string, action: string): boolean {
  if (pattern === '*') return true;
  const [service, name] = halves(pattern.toLowerCase());
  const [askedService, askedName] = halves(action.toLowerCase());
  return (service === '*' || service === askedService) && matchesWhole(asPattern(name), askedName);
}

function halves(action: string): readonly [service: string, name: string] {
  const [service = '', ...name] = action.split(':');
  return [service, name.join(':')];
}

/**
 * Rule: Resource matches when one of its patterns does, NotResource when none does. A pattern whose
 * variable is unresolved matches nothing. A trust policy has neither and is about its role.
 */
export function resourceApplies(statement: Statement, resource: string, context: RequestContext): boolean {
  const { resources, variables } = statement;
  if (resources === undefined) return true;
  const matches = (pattern: string): boolean => {
    if (pattern === '*') return true;
    const signs = resourcePattern(pattern, variables, context);
    return signs !== undefined && matchesWhole(signs, resource);
  };
  return resources.patterns.some(matches) !== resources.not;
}

/**
 * Rule: an ARN of fewer than six parts is filled up with `*`. In its first five parts a wildcard stays
 * inside its part, but for a `*` at the part's end, which may run on across colons; variables are text
 * there. In the last part wildcards run across everything and variables count.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
function resourcePattern(pattern: string, variables: boolean, context: RequestContext): Sign[] | undefined {
  const parts = partsOf(pattern);
  while (parts.length < 6) parts.push('*');
  const last = parts.pop() ?? '';
  const filled = variables ? fillIn(last, context) : [{ text: last, written: true }];
  if (filled === undefined) return undefined;
  return [
    ...parts.flatMap((part) => [...confined(part), ...literally(':')]),
    ...filled.flatMap(({ text, written }) => (written ? asPattern(text) : literally(text))),
  ];
}

/** The parts between the first five colons; a colon inside `${…}` is none of them. */
function partsOf(arn: string): string[] {
  const parts = [''];
  let rest = arn;
  while (rest !== '') {
    const variable = rest.startsWith('${') ? readVariable(rest) : undefined;
    const next = rest.slice(0, variable?.length ?? 1);
    if (next === ':' && parts.length < 6) parts.push('');
    else parts.push(`${parts.pop()}${next}`);
    rest = rest.slice(next.length);
  }
  return parts;
}

function confined(part: string): Sign[] {
  return asPattern(part).map((sign, at, all) =>
    sign.is === 'character' || (sign.is === '*' && at === all.length - 1)
      ? sign
      : { ...sign, confined: true },
  );
}
