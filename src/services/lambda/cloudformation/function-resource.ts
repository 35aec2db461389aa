import { differs, tagChanges, tagsOf, textOf } from '../../../operation/resource-properties.ts';
import type {
  Made,
  Properties,
  ResourceContext,
  ResourceTag,
  ResourceType,
} from '../../../operation/resource-type.ts';
import { functionArn } from '../function-name.ts';
import { inlineZip } from './inline-code.ts';
import { lambda, lambdaGone } from './lambda-calls.ts';
import { readFunction } from './read-functions.ts';

/** Settings that the operations take as the template has them, under the same names. */
const SETTINGS = [
  'DeadLetterConfig',
  'Description',
  'Environment',
  'EphemeralStorage',
  'FileSystemConfigs',
  'Handler',
  'ImageConfig',
  'Layers',
  'LoggingConfig',
  'MemorySize',
  'Role',
  'Runtime',
  'SnapStart',
  'Timeout',
  'TracingConfig',
  'VpcConfig',
] as const;

/** `AWS::Lambda::Function` */
export const functionResource: ResourceType = {
  type: 'AWS::Lambda::Function',
  naming: { property: 'FunctionName', maxLength: 64 },
  notBuilt: [
    'CapacityProviderConfig',
    'DurableConfig',
    'FunctionScalingConfig',
    'PublishToLatestPublished',
    'RecursiveLoop',
    'RuntimeManagementConfig',
    'TenancyConfig',
  ],

  async create(properties, context) {
    const { FunctionName, Architectures, PackageType, CodeSigningConfigArn } = properties;
    const tags = tagsOf(properties, context.stackTags);
    await lambda(context, 'CreateFunction', {
      ...given({ FunctionName, Architectures, PackageType, CodeSigningConfigArn }),
      ...settingsOf(properties),
      Code: codeOf(properties),
      ...(tags.length > 0 && { Tags: mapOf(tags) }),
    });
    const name = textOf(properties, 'FunctionName') ?? '';
    await context.initiated(name);
    await reserve(context, name, {}, properties);
    return made(name, context);
  },

  async find(properties, context) {
    const name = textOf(properties, 'FunctionName') ?? '';
    const found = await lambdaGone(context, 'GetFunctionConfiguration', { FunctionName: name });
    const since =
      found?.LastModified === undefined ? 0 : Date.parse(found.LastModified.replace('+0000', 'Z'));
    if (found === undefined || since < context.startedAt) return undefined;
    await reserve(context, name, {}, properties);
    return made(name, context);
  },

  async update({ physicalId: FunctionName, properties: before, wanted }, context) {
    if (differs(before, wanted, 'Code') || differs(before, wanted, 'Architectures')) {
      const { Architectures } = wanted;
      await lambda(context, 'UpdateFunctionCode', {
        FunctionName,
        ...given({ Architectures }),
        ...codeOf(wanted),
      });
    }
    if ([...SETTINGS, 'KmsKeyArn'].some((name) => differs(before, wanted, name))) {
      await lambda(context, 'UpdateFunctionConfiguration', {
        FunctionName,
        ...DEFAULTS,
        ...settingsOf(wanted),
      });
    }
    await reserve(context, FunctionName, before, wanted);
    const Resource = functionArn({ ...context, name: FunctionName });
    const { set, unset } = tagChanges(before, wanted, context);
    if (set.length > 0) await lambda(context, 'TagResource', { Resource, Tags: mapOf(set) });
    if (unset.length > 0) await lambda(context, 'UntagResource', { Resource, TagKeys: unset });
    return made(FunctionName, context);
  },

  read: readFunction,

  async remove({ physicalId: FunctionName }, context) {
    await lambdaGone(context, 'DeleteFunction', { FunctionName });
  },
};

/** What a setting becomes that a template no longer has. */
const DEFAULTS = {
  Description: '',
  Environment: {},
  EphemeralStorage: { Size: 512 },
  MemorySize: 128,
  Timeout: 3,
  TracingConfig: { Mode: 'PassThrough' },
};

function settingsOf(properties: Properties): object {
  const settings = Object.fromEntries(SETTINGS.map((name) => [name, properties[name]]));
  return given({ ...settings, KMSKeyArn: properties['KmsKeyArn'] });
}

/** Code in S3 as it is named; code in the template as a zip. */
function codeOf(properties: Properties): object {
  const { ZipFile, ...named } = (properties['Code'] ?? {}) as Properties;
  if (typeof ZipFile !== 'string') return named;
  return { ...named, ZipFile: inlineZip(textOf(properties, 'Runtime') ?? '', ZipFile) };
}

async function reserve(
  context: ResourceContext,
  FunctionName: string,
  before: Properties,
  wanted: Properties,
): Promise<void> {
  if (!differs(before, wanted, 'ReservedConcurrentExecutions')) return;
  const { ReservedConcurrentExecutions } = wanted;
  if (ReservedConcurrentExecutions === undefined) {
    await lambda(context, 'DeleteFunctionConcurrency', { FunctionName });
  } else await lambda(context, 'PutFunctionConcurrency', { FunctionName, ReservedConcurrentExecutions });
}

function made(name: string, context: ResourceContext): Made {
  return { physicalId: name, attributes: { Arn: functionArn({ ...context, name }) } };
}

function mapOf(tags: readonly ResourceTag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

function given(members: Properties): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
