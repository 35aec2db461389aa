import type { Caller } from '../src/kernel/caller.ts';
import type { FailureInfo, TaggingOperations } from '../src/model/generated/tagging.ts';
import { iamService } from '../src/services/iam/service.ts';
import { organizationsService } from '../src/services/organizations/service.ts';
import { s3Service } from '../src/services/s3/service.ts';
import { taggingService } from '../src/services/tagging/service.ts';
import { openBench, type Bench } from './ec2-bench.ts';

/** A house with all whose resources can be tagged, for tests of the Resource Groups Tagging API. */
export interface TaggingBench extends Bench {
  /** Calls one of the API's operations, as root unless told otherwise. */
  tagging<Name extends keyof TaggingOperations>(
    name: Name,
    input: TaggingOperations[Name]['input'],
    caller?: Caller,
  ): Promise<TaggingOperations[Name]['output']>;
  /** What failed when resources were tagged. */
  tag(
    arns: readonly string[],
    tags: Record<string, string>,
    caller?: Caller,
  ): Promise<Record<string, FailureInfo>>;
  /** What failed when keys were taken off resources. */
  untag(
    arns: readonly string[],
    keys: readonly string[],
    caller?: Caller,
  ): Promise<Record<string, FailureInfo>>;
  /** What GetResources shows: tags by ARN. */
  shown(input?: TaggingOperations['GetResources']['input']): Promise<Record<string, Record<string, string>>>;
}

export async function openTaggingBench(): Promise<TaggingBench> {
  const bench = await openBench({
    iam: iamService,
    s3: s3Service,
    organizations: organizationsService,
    tagging: taggingService,
  });
  const tagging: TaggingBench['tagging'] = async (name, input, caller = bench.root) =>
    (await bench.call(caller, 'tagging', name, input)) as never;
  return {
    ...bench,
    tagging,
    async tag(ResourceARNList, Tags, caller) {
      const { FailedResourcesMap } = await tagging('TagResources', { ResourceARNList, Tags }, caller);
      return FailedResourcesMap ?? {};
    },
    async untag(ResourceARNList, TagKeys, caller) {
      const { FailedResourcesMap } = await tagging('UntagResources', { ResourceARNList, TagKeys }, caller);
      return FailedResourcesMap ?? {};
    },
    async shown(input = {}) {
      const { ResourceTagMappingList = [] } = await tagging('GetResources', input);
      return Object.fromEntries(
        ResourceTagMappingList.map(({ ResourceARN = '', Tags = [] }) => [
          ResourceARN,
          Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
        ]),
      );
    },
  };
}
