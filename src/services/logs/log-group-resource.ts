import { tagList } from '../../operation/read-properties.ts';
import type { LogsOperationName, LogsOperations } from '../../model/generated/logs.ts';
import { differs, tagChanges, tagsOf, textOf, unless } from '../../operation/resource-properties.ts';
import type {
  Made,
  Properties,
  ResourceContext,
  ResourceType,
  ResourceTag,
} from '../../operation/resource-type.ts';

function logs<Name extends LogsOperationName>(
  context: Pick<ResourceContext, 'call'>,
  operation: Name,
  input: object,
): Promise<LogsOperations[Name]['output']> {
  return context.call<LogsOperations[Name]['output']>('logs', operation, input);
}

/** `AWS::Logs::LogGroup` */
export const logGroupResource: ResourceType = {
  type: 'AWS::Logs::LogGroup',
  naming: { property: 'LogGroupName', maxLength: 512 },
  notBuilt: [
    'BearerTokenAuthenticationEnabled',
    'DataProtectionPolicy',
    'DeletionProtectionEnabled',
    'FieldIndexPolicies',
    'ResourcePolicyDocument',
  ],

  async create(properties, context) {
    const logGroupName = textOf(properties, 'LogGroupName') ?? '';
    const { KmsKeyId: kmsKeyId, LogGroupClass: logGroupClass } = properties;
    const tags = tagsOf(properties, context.stackTags);
    await logs(context, 'CreateLogGroup', {
      logGroupName,
      ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
      ...(logGroupClass === undefined ? {} : { logGroupClass }),
      ...(tags.length === 0 ? {} : { tags: mapOf(tags) }),
    });
    await context.initiated(logGroupName);
    await setRetention(context, logGroupName, properties);
    return made(logGroupName, context);
  },

  async find(properties, context) {
    const logGroupName = textOf(properties, 'LogGroupName') ?? '';
    const { logGroups = [] } = await logs(context, 'DescribeLogGroups', { logGroupNamePrefix: logGroupName });
    const found = logGroups.find((group) => group.logGroupName === logGroupName);
    if (found?.creationTime === undefined || found.creationTime < context.startedAt) return undefined;
    await setRetention(context, logGroupName, properties);
    return made(logGroupName, context);
  },

  async update({ physicalId: logGroupName, properties: before, wanted }, context) {
    if (differs(before, wanted, 'RetentionInDays')) await setRetention(context, logGroupName, wanted);
    const { Arn: resourceArn } = arnOf(logGroupName, context);
    const { set, unset } = tagChanges(before, wanted, context);
    if (set.length > 0) await logs(context, 'TagResource', { resourceArn, tags: mapOf(set) });
    if (unset.length > 0) await logs(context, 'UntagResource', { resourceArn, tagKeys: unset });
    return made(logGroupName, context);
  },

  async read({ physicalId: logGroupName }, context) {
    const { logGroups = [] } = await logs(context, 'DescribeLogGroups', { logGroupNamePrefix: logGroupName });
    const found = logGroups.find((group) => group.logGroupName === logGroupName);
    if (found === undefined) return undefined;
    const { Arn: resourceArn } = arnOf(logGroupName, context);
    const { tags } = await logs(context, 'ListTagsForResource', { resourceArn });
    const { retentionInDays: RetentionInDays, logGroupClass: LogGroupClass } = found;
    return { LogGroupName: logGroupName, RetentionInDays, LogGroupClass, Tags: tagList(tags) };
  },

  async remove({ physicalId: logGroupName }, context) {
    await unless(['ResourceNotFoundException'], logs(context, 'DeleteLogGroup', { logGroupName }));
  },
};

async function setRetention(
  context: ResourceContext,
  logGroupName: string,
  { RetentionInDays: retentionInDays }: Properties,
): Promise<void> {
  if (retentionInDays === undefined) await logs(context, 'DeleteRetentionPolicy', { logGroupName });
  else await logs(context, 'PutRetentionPolicy', { logGroupName, retentionInDays });
}

function mapOf(tags: readonly ResourceTag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

function arnOf(
  name: string,
  { region, accountId }: Pick<ResourceContext, 'region' | 'accountId'>,
): { readonly Arn: string } {
  return { Arn: `arn:aws:logs:${region}:${accountId}:log-group:${name}` };
}

/** `Fn::GetAtt` answers the ARN with `:*` behind it. */
function made(name: string, context: ResourceContext): Made {
  return { physicalId: name, attributes: { Arn: `${arnOf(name, context).Arn}:*` } };
}
