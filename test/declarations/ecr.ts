import type { EcrOperations } from '../../src/model/generated/ecr.ts';
import { ecrService } from '../../src/services/ecr/service.ts';
import { ACCOUNT } from '../in-process-house.ts';
import type { Samples } from './samples.ts';

const repositoryName = 'team/app';
const named = { repositoryName };
const tags = [{ Key: 'team', Value: 'blue' }];
const resourceArn = `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/${repositoryName}`;

export const ecrSamples: Samples = {
  service: ecrService,
  async inputs(inside) {
    await inside.call(inside.root, 'ecr', 'CreateRepository', { ...named, tags });
    return {
      CreateRepository: { repositoryName: 'new', tags },
      DeleteLifecyclePolicy: named,
      DeleteRepository: named,
      DeleteRepositoryPolicy: named,
      DescribeImages: named,
      DescribeRepositories: { repositoryNames: [repositoryName] },
      GetLifecyclePolicy: named,
      GetRepositoryPolicy: named,
      ListImages: named,
      ListTagsForResource: { resourceArn },
      PutImageScanningConfiguration: { ...named, imageScanningConfiguration: { scanOnPush: true } },
      PutImageTagMutability: { ...named, imageTagMutability: 'IMMUTABLE' },
      PutLifecyclePolicy: { ...named, lifecyclePolicyText: '{"rules":[]}' },
      SetRepositoryPolicy: { ...named, policyText: '{}' },
      TagResource: { resourceArn, tags },
      UntagResource: { resourceArn, tagKeys: ['team'] },
    } satisfies Record<keyof EcrOperations, object>;
  },
  departures: {
    // A listing of tags brings none, whatever the reference says.
    unheardOfIn: { ListTagsForResource: ['aws:RequestTag/', 'aws:TagKeys'] },
  },
};
