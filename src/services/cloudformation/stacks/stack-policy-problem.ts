import { compileGlob } from '../../../policy/glob.ts';

const ACTIONS = ['Update:Modify', 'Update:Replace', 'Update:Delete'];
const PREFIX = 'LogicalResourceId/';
const UNREADABLE = 'Invalid stack policy';

/**
 * What is wrong with a stack policy, as AWS says it behind `Error validating stack policy: `. Of what is malformed only
 * the shortest of its sentences is known.
 *
 * @param logicalIds of the resources of the stack's template
 * @returns `undefined` when nothing is
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 */
export function stackPolicyProblem(text: string, logicalIds: ReadonlySet<string>): string | undefined {
  const statements = statementsIn(text);
  if (statements === undefined || statements.length === 0) return UNREADABLE;
  if (!statements.every((statement) => isSound(statement))) return UNREADABLE;
  for (const { Sid, Resource, NotResource } of statements) {
    const unknown = textsOf(Resource ?? NotResource)?.find((one) => !isKnown(one, logicalIds));
    if (unknown === undefined) continue;
    const sid = typeof Sid === 'string' ? Sid : '';
    return `Unknown logical id '${unknown}' in statement {${sid}} - stack policies can only be applied to logical ids referenced in the template`;
  }
  return undefined;
}

type Statement = Readonly<Record<string, unknown>>;

/** The statements of a stack policy as they are written; `undefined` for what is none. */
export function statementsIn(text: string): readonly Statement[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { Statement: given } = (document ?? {}) as { readonly Statement?: unknown };
  if (!Array.isArray(given) || !given.every((one) => typeof one === 'object' && one !== null))
    return undefined;
  return given as readonly Statement[];
}

function isSound(statement: Statement): boolean {
  const { Effect, Action, NotAction, Principal, Resource, NotResource, Condition } = statement;
  return (
    (Effect === 'Allow' || Effect === 'Deny') &&
    isEveryone(Principal) &&
    oneOf(Action, NotAction, (action) => ACTIONS.some(compileGlob(action))) &&
    oneOf(Resource, NotResource, (resource) => resource === '*' || resource.startsWith(PREFIX)) &&
    isSoundCondition(Condition)
  );
}

/** Stack policies are for everybody. */
function isEveryone(principal: unknown): boolean {
  if (principal === '*') return true;
  const { AWS: all } = (principal ?? {}) as { readonly AWS?: unknown };
  return all === '*';
}

/** Whether exactly one of two elements is there, and holds only what is sound. */
function oneOf(wanted: unknown, unwanted: unknown, isSoundText: (text: string) => boolean): boolean {
  if ((wanted === undefined) === (unwanted === undefined)) return false;
  return textsOf(wanted ?? unwanted)?.every((text) => isSoundText(text)) ?? false;
}

function isSoundCondition(condition: unknown): boolean {
  if (condition === undefined) return true;
  if (typeof condition !== 'object' || condition === null) return false;
  return Object.entries(condition).every(
    ([operator, keys]) =>
      (operator === 'StringEquals' || operator === 'StringLike') &&
      typeof keys === 'object' &&
      keys !== null &&
      Object.entries(keys as Statement).every(
        ([key, values]) => key === 'ResourceType' && textsOf(values) !== undefined,
      ),
  );
}

/** One text or several; `undefined` for what is neither. */
function textsOf(value: unknown): readonly string[] | undefined {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.length > 0 && all.every((one) => typeof one === 'string') ? all : undefined;
}

function isKnown(resource: string, logicalIds: ReadonlySet<string>): boolean {
  if (resource === '*' || /[*?]/.test(resource)) return true;
  return logicalIds.has(resource.slice(PREFIX.length));
}
