import type { OperationContext } from '../../../operation/context.ts';
import { compileGlob } from '../../../policy/glob.ts';
import { eitherPolicyBodyOrUrl, invalidStackPolicy } from '../errors.ts';
import type { Template } from '../template/template.ts';
import { stackPolicyProblem, statementsIn } from './stack-policy-problem.ts';
import { templateAt } from './template-source.ts';

/** Where a request has a stack policy from. */
interface PolicySource {
  readonly StackPolicyBody?: string | undefined;
  readonly StackPolicyURL?: string | undefined;
}

const MAX_POLICY = 16_384;

/**
 * Reads a stack policy; `undefined` when the request brings none.
 *
 * @param template the stack's, to whose resources the policy is held
 * @throws AwsError ValidationError
 */
export async function readStackPolicy(
  { StackPolicyBody: body, StackPolicyURL: url }: PolicySource,
  context: OperationContext,
  { resources }: Pick<Template, 'resources'>,
): Promise<string | undefined> {
  if (body !== undefined && url !== undefined) throw eitherPolicyBodyOrUrl();
  const text = url === undefined ? body : await templateAt(url, context);
  if (text === undefined) return undefined;
  if (text.length > MAX_POLICY) throw invalidStackPolicy();
  const problem = stackPolicyProblem(text, new Set(resources.keys()));
  if (problem !== undefined) throw invalidStackPolicy(problem);
  return text;
}

/** One statement of a stack policy. */
export interface StackPolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  /** `Update:Modify`, `Update:Replace`, `Update:Delete`, `Update:*`. */
  readonly matchesAction: (action: string) => boolean;
  /** By `LogicalResourceId/…`. */
  readonly matchesResource: (logicalId: string) => boolean;
  /** By the condition on `ResourceType`; all where there is none. */
  readonly matchesType: (type: string) => boolean;
}

/** The statements of a stack policy; `undefined` for what is none. */
export function statementsOf(text: string): readonly StackPolicyStatement[] | undefined {
  const statements = statementsIn(text)?.map(statementOf);
  return statements?.every((statement) => statement !== undefined) === true ? statements : undefined;
}

function statementOf(given: Readonly<Record<string, unknown>>): StackPolicyStatement | undefined {
  const { Effect, Action, NotAction, Resource, NotResource, Condition } = given;
  if (Effect !== 'Allow' && Effect !== 'Deny') return undefined;
  const types = (Condition as Record<string, Record<string, unknown>> | undefined)?.['StringEquals'];
  const like = (Condition as Record<string, Record<string, unknown>> | undefined)?.['StringLike'];
  const wantedTypes = types?.['ResourceType'] ?? like?.['ResourceType'];
  return {
    effect: Effect,
    matchesAction: matcher(Action, NotAction, ''),
    matchesResource: matcher(Resource, NotResource, 'LogicalResourceId/'),
    matchesType:
      wantedTypes === undefined
        ? () => true
        : (type) => listOf(wantedTypes).some((one) => compileGlob(one)(type)),
  };
}

function matcher(wanted: unknown, unwanted: unknown, prefix: string): (value: string) => boolean {
  const some = (patterns: unknown) => (value: string) =>
    listOf(patterns).some((one) => one === '*' || compileGlob(one)(`${prefix}${value}`));
  if (wanted !== undefined) return some(wanted);
  const excluded = some(unwanted ?? []);
  return (value) => !excluded(value);
}

function listOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter(
    (one) => typeof one === 'string',
  );
}
