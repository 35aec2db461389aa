import type { EcrOperationName, EcrOperations, Repository } from '../../model/generated/ecr.ts';
import {
  differs,
  documentOf,
  tagChanges,
  tagsOf,
  textOf,
  unless,
} from '../../operation/resource-properties.ts';
import { jsonOf } from '../../operation/read-properties.ts';
import type {
  Made,
  Properties,
  ReadContext,
  ResourceContext,
  ResourceType,
} from '../../operation/resource-type.ts';

function ecr<Name extends EcrOperationName>(
  context: Pick<ResourceContext, 'call'>,
  operation: Name,
  input: object,
): Promise<EcrOperations[Name]['output']> {
  return context.call<EcrOperations[Name]['output']>('ecr', operation, input);
}

/** `AWS::ECR::Repository` */
export const repositoryResource: ResourceType = {
  type: 'AWS::ECR::Repository',
  naming: { property: 'RepositoryName', maxLength: 256, lower: true },
  notBuilt: ['ImageTagMutabilityExclusionFilters'],

  async create(properties, context) {
    const encryption = properties['EncryptionConfiguration'] as Properties | undefined;
    const { repository = {} } = await ecr(context, 'CreateRepository', {
      repositoryName: textOf(properties, 'RepositoryName'),
      tags: tagsOf(properties, context.stackTags),
      imageTagMutability: properties['ImageTagMutability'],
      imageScanningConfiguration: scanning(properties),
      ...(encryption === undefined
        ? {}
        : {
            encryptionConfiguration: {
              encryptionType: encryption['EncryptionType'],
              kmsKey: encryption['KmsKey'],
            },
          }),
    });
    await context.initiated(repository.repositoryName ?? '');
    await furnish(context, repository.repositoryName ?? '', {}, properties);
    return made(repository);
  },

  async find(properties, context) {
    const repositoryName = textOf(properties, 'RepositoryName') ?? '';
    const call = ecr(context, 'DescribeRepositories', { repositoryNames: [repositoryName] });
    const found = (await unless(['RepositoryNotFoundException'], call))?.repositories?.[0];
    if (found?.createdAt === undefined || found.createdAt.getTime() < context.startedAt) return undefined;
    await furnish(context, repositoryName, {}, properties);
    return made(found);
  },

  async update({ physicalId: repositoryName, properties: before, wanted, attributes }, context) {
    if (differs(before, wanted, 'ImageTagMutability')) {
      const imageTagMutability = wanted['ImageTagMutability'] ?? 'MUTABLE';
      await ecr(context, 'PutImageTagMutability', { repositoryName, imageTagMutability });
    }
    if (differs(before, wanted, 'ImageScanningConfiguration')) {
      const imageScanningConfiguration = scanning(wanted) ?? { scanOnPush: false };
      await ecr(context, 'PutImageScanningConfiguration', { repositoryName, imageScanningConfiguration });
    }
    await furnish(context, repositoryName, before, wanted);
    const { set, unset } = tagChanges(before, wanted, context);
    const resourceArn = attributes['Arn'];
    if (set.length > 0) await ecr(context, 'TagResource', { resourceArn, tags: set });
    if (unset.length > 0) await ecr(context, 'UntagResource', { resourceArn, tagKeys: unset });
    return { physicalId: repositoryName, attributes };
  },

  async read({ physicalId: repositoryName, properties }, context) {
    const call = ecr(context, 'DescribeRepositories', { repositoryNames: [repositoryName] });
    const found = (await unless(['RepositoryNotFoundException'], call))?.repositories?.[0];
    if (found === undefined) return undefined;
    const { repositoryArn: resourceArn, imageTagMutability: ImageTagMutability } = found;
    const { tags } = await ecr(context, 'ListTagsForResource', { resourceArn });
    const policy =
      properties['RepositoryPolicyText'] === undefined
        ? {}
        : { RepositoryPolicyText: jsonOf(await policyOf(repositoryName, context)) };
    return {
      ...{ RepositoryName: repositoryName, ImageTagMutability, Tags: tags, ...policy },
      ImageScanningConfiguration: { ScanOnPush: found.imageScanningConfiguration?.scanOnPush },
    };
  },

  async remove({ physicalId: repositoryName, properties }, context) {
    const force = properties['EmptyOnDelete'] === true || properties['EmptyOnDelete'] === 'true';
    const call = ecr(context, 'DeleteRepository', { repositoryName, force });
    await unless(['RepositoryNotFoundException'], call);
  },
};

function scanning(properties: Properties): object | undefined {
  const given = properties['ImageScanningConfiguration'] as Properties | undefined;
  return given === undefined ? undefined : { scanOnPush: given['ScanOnPush'] };
}

/** Brings a repository's policies to what they shall be. */
async function furnish(
  context: ResourceContext,
  repositoryName: string,
  before: Properties,
  wanted: Properties,
): Promise<void> {
  if (differs(before, wanted, 'RepositoryPolicyText')) {
    const policyText = documentOf(wanted, 'RepositoryPolicyText');
    if (policyText === undefined) await ecr(context, 'DeleteRepositoryPolicy', { repositoryName });
    else await ecr(context, 'SetRepositoryPolicy', { repositoryName, policyText });
  }
  if (differs(before, wanted, 'LifecyclePolicy')) {
    const lifecycle = wanted['LifecyclePolicy'] as Properties | undefined;
    const lifecyclePolicyText = lifecycle && textOf(lifecycle, 'LifecyclePolicyText');
    if (lifecyclePolicyText === undefined) await ecr(context, 'DeleteLifecyclePolicy', { repositoryName });
    else await ecr(context, 'PutLifecyclePolicy', { repositoryName, lifecyclePolicyText });
  }
}

async function policyOf(repositoryName: string, context: ReadContext): Promise<string | undefined> {
  const call = ecr(context, 'GetRepositoryPolicy', { repositoryName });
  return (await unless(['RepositoryPolicyNotFoundException'], call))?.policyText;
}

function made({ repositoryName = '', repositoryArn, repositoryUri }: Repository): Made {
  return { physicalId: repositoryName, attributes: { Arn: repositoryArn, RepositoryUri: repositoryUri } };
}
