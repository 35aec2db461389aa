import type { TaggingOperations } from '../../src/model/generated/tagging.ts';
import { taggingService } from '../../src/services/tagging/service.ts';
import type { Samples } from './samples.ts';

const ResourceARNList = ['arn:aws:s3:::bucket'];

export const taggingSamples: Samples = {
  service: taggingService,
  inputs: () =>
    Promise.resolve({
      GetResources: {},
      GetTagKeys: {},
      GetTagValues: { Key: 'team' },
      TagResources: { ResourceARNList, Tags: { team: 'blue' } },
      UntagResources: { ResourceARNList, TagKeys: ['team'] },
    } satisfies Record<keyof TaggingOperations, object>),
};
