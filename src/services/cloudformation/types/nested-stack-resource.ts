import type {
  CloudformationOperationName,
  CloudformationOperations,
  Stack,
} from '../../../model/generated/cloudformation.ts';
import { AwsError } from '../../../kernel/aws-error.ts';
import { listOf, tagsOf } from '../../../operation/resource-properties.ts';
import type { Made, Properties, ResourceContext, ResourceType } from '../../../operation/resource-type.ts';
import { STACK_TYPE } from '../engine/journal.ts';
import { embeddedStackFailed } from '../errors.ts';

function cloudformation<Name extends CloudformationOperationName>(
  context: ResourceContext,
  operation: Name,
  input: object,
): Promise<CloudformationOperations[Name]['output']> {
  return context.call<CloudformationOperations[Name]['output']>('cloudformation', operation, input);
}

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 5000;

/** `AWS::CloudFormation::Stack`: a stack within the stack, made by CloudFormation's own operations. */
export const nestedStackResource: ResourceType = {
  type: STACK_TYPE,

  async create(properties, context) {
    const name = nestedName(context.stackName, `${context.logicalId}-`);
    const StackName = `${name}${context.token.replaceAll('-', '').slice(0, 12).toUpperCase()}`;
    const { StackId = '' } = await cloudformation(context, 'CreateStack', {
      StackName,
      ...requestOf(properties, context),
      DisableRollback: true,
      ClientRequestToken: context.token,
    });
    await context.initiated(StackId);
    return succeeded(await settled(context, StackId), 'created', 'CREATE_COMPLETE');
  },

  async update({ physicalId: StackName, wanted }, context) {
    const stack = await settled(context, StackName);
    if (stack.StackStatus === 'UPDATE_ROLLBACK_FAILED') return rolledBack(stack, context);
    try {
      await cloudformation(context, 'UpdateStack', { StackName, ...requestOf(wanted, context) });
    } catch (error) {
      if (!(error instanceof AwsError) || error.message !== 'No updates are to be performed.') throw error;
      return made(await settled(context, StackName));
    }
    return succeeded(await settled(context, StackName), 'updated', 'UPDATE_COMPLETE');
  },

  async remove({ physicalId: StackName }, context) {
    await cloudformation(context, 'DeleteStack', { StackName });
    succeeded(await settled(context, StackName), 'deleted', 'DELETE_COMPLETE');
  },
};

/** One whose rollback failed is rolled back further with the stack that it is in. */
async function rolledBack({ StackId = '', StackName }: Stack, context: ResourceContext): Promise<Made> {
  const own = `${StackName}.`;
  const deeper = nestedName(StackName, '');
  const ResourcesToSkip = context.skipsWithin
    .filter((id) => id.startsWith(own) || id.startsWith(deeper))
    .map((id) => (id.startsWith(own) ? id.slice(own.length) : id));
  await cloudformation(context, 'ContinueUpdateRollback', { StackName: StackId, ResourcesToSkip });
  return succeeded(await settled(context, StackId), 'updated', 'UPDATE_ROLLBACK_COMPLETE');
}

/** How the names of stacks within a stack begin. */
function nestedName(stackName: string, rest: string): string {
  return `${stackName}-${rest}`.slice(0, 110);
}

function requestOf(properties: Properties, context: ResourceContext): object {
  const { TemplateURL, TimeoutInMinutes } = properties;
  const parameters = Object.entries((properties['Parameters'] ?? {}) as Properties);
  return {
    TemplateURL,
    TimeoutInMinutes,
    Parameters: parameters.map(([ParameterKey, value]) => ({
      ParameterKey,
      ParameterValue: Array.isArray(value) ? value.join(',') : value,
    })),
    NotificationARNs: listOf(properties, 'NotificationARNs'),
    Tags: tagsOf(properties, context.stackTags),
    Capabilities: context.capabilities,
    ResourceTypes: context.resourceTypes,
  };
}

async function settled(context: ResourceContext, StackName: string): Promise<Stack> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const { Stacks: [stack] = [] } = await cloudformation(context, 'DescribeStacks', { StackName });
    if (stack?.StackStatus?.endsWith('_IN_PROGRESS') === false) return stack;
    await context.pause(pause);
  }
}

function succeeded(stack: Stack, verb: 'created' | 'updated' | 'deleted', wanted: string): Made {
  if (stack.StackStatus === wanted) return made(stack);
  throw embeddedStackFailed(stack.StackId ?? '', verb, stack.StackStatusReason ?? '');
}

function made({ StackId = '', Outputs = [] }: Stack): Made {
  return {
    physicalId: StackId,
    attributes: Object.fromEntries(
      Outputs.map(({ OutputKey, OutputValue }) => [`Outputs.${OutputKey}`, OutputValue]),
    ),
  };
}
