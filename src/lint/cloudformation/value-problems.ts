import { AwsError } from '../../kernel/aws-error.ts';
import { isFunction } from '../../services/cloudformation/template/function-call.ts';
import { asObject, type Plain } from '../../services/cloudformation/template/read-template.ts';
import { outputNotText } from '../../services/cloudformation/template/template-errors.ts';
import { RESERVED_VARIABLES } from '../../services/lambda/reserved-variables.ts';
import { assertBucketName } from '../../services/s3/buckets/bucket-name.ts';
import type { LintedResource } from '../read-world.ts';
import { keyOf } from '../spot.ts';
import { options, valuesAt } from '../value.ts';
import type { EngineProblem } from '../world.ts';

/** Values that a deploy is sure to fail with, where the template says them itself. */
export function* valueProblems(
  resources: readonly LintedResource[],
  outputs: Plain | undefined,
): Generator<EngineProblem> {
  for (const resource of resources) {
    yield* OF_TYPES[resource.type]?.(resource) ?? [];
    if (resource.type.startsWith('Custom::')) yield* withoutToken(resource);
  }
  yield* listsInOutputs(asObject(outputs) ?? {});
}

type Problems = (resource: LintedResource) => Iterable<EngineProblem>;

const OF_TYPES: Readonly<Record<string, Problems>> = {
  'AWS::CloudFormation::CustomResource': withoutToken,
  'AWS::IAM::Policy': ofNobody,
  'AWS::Lambda::Function': functionProblems,
  'AWS::S3::Bucket': bucketProblems,
};

const LONGEST_TIMEOUT = 900;

function* withoutToken({ id, properties }: LintedResource): Generator<EngineProblem> {
  if (properties.kind !== 'object' || properties.members.has('ServiceToken')) return;
  const says = `Properties validation failed for resource ${id} with message: #: required key [ServiceToken] not found`;
  const mend = 'add it: the ARN of the function that makes the resource';
  yield { says, mend, spot: keyOf({ resource: id, steps: [] }), level: 'error' };
}

function* ofNobody({ id, properties }: LintedResource): Generator<EngineProblem> {
  if (properties.kind !== 'object') return;
  const isForSomebody = ['Groups', 'Roles', 'Users'].some((name) =>
    options(properties.members.get(name)).some((value) => value.kind !== 'list' || value.items.length > 0),
  );
  if (isForSomebody) return;
  const says = 'At least one of [Groups,Roles,Users] must be non-empty.';
  const mend = 'name the roles, users or groups that the policy is for';
  yield { says, mend, spot: keyOf({ resource: id, steps: [] }), level: 'error' };
}

function* functionProblems({ id, properties }: LintedResource): Generator<EngineProblem> {
  for (const value of valuesAt(properties, 'Timeout')) {
    const seconds =
      value.kind === 'scalar' ? value.value : value.kind === 'text' ? Number(value.text) : undefined;
    if (value.isMadeUp !== undefined || typeof seconds !== 'number' || !(seconds > LONGEST_TIMEOUT)) continue;
    const says = `\`Timeout\` of ${id} is ${seconds} seconds, and Lambda ends a function after ${LONGEST_TIMEOUT} at the latest`;
    yield { says, mend: `write ${LONGEST_TIMEOUT} or less`, spot: value.spot, level: 'error' };
  }
  for (const variables of valuesAt(properties, 'Environment.Variables')) {
    if (variables.kind !== 'object') continue;
    for (const [name, value] of variables.members) {
      if (!RESERVED_VARIABLES.has(name)) continue;
      const says = `Lambda sets \`${name}\` itself and lets ${id} not set it`;
      yield { says, mend: 'remove it, or give it another name', spot: keyOf(value.spot), level: 'error' };
    }
  }
}

function* bucketProblems({ properties }: LintedResource): Generator<EngineProblem> {
  for (const value of valuesAt(properties, 'BucketName')) {
    if (value.kind !== 'text' || value.isMadeUp !== undefined) continue;
    try {
      assertBucketName(value.text);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const mend =
        'write 3 to 63 lower-case letters, digits and hyphens, a letter or digit at both ends, or leave the name out';
      yield { says: `\`${value.text}\`: ${error.message}`, mend, spot: value.spot, level: 'error' };
    }
  }
}

/** Functions that give lists. */
const OF_LISTS: ReadonlySet<string> = new Set(['Fn::Cidr', 'Fn::GetAZs', 'Fn::Split']);

function* listsInOutputs(outputs: Readonly<Record<string, Plain>>): Generator<EngineProblem> {
  for (const [name, given] of Object.entries(outputs)) {
    const value = asObject(given)?.['Value'];
    if (typeof value !== 'object' || value === null) continue;
    const call = isFunction(value);
    if (call !== undefined && !OF_LISTS.has(call.name)) continue;
    const spot = { steps: ['Outputs', name, 'Value'] };
    yield { says: outputNotText(name).message, mend: 'join the list by `Fn::Join`', spot, level: 'error' };
  }
}
