import {
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
  type TagFilter,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { collect } from '../../aws/collect.ts';
import type { Connection } from '../../aws/connection.ts';
import { readTags } from '../../parts/tag.ts';
import { findIamResources } from './find-iam-resources.ts';
import { readResource, type FoundResource } from './found-resource.ts';
import { FROM_IAM } from './resource-types.ts';

/** What is looked for. */
export interface Search {
  readonly regions: readonly string[];
  /** Of {@link RESOURCE_TYPES}; none means all. */
  readonly types: readonly string[];
  /** A resource has every key, with one of its values where it names any. */
  readonly tags: readonly { readonly key: string; readonly values: readonly string[] }[];
}

/** What was found, and what AWS refused of the search. */
export interface Found {
  readonly resources: readonly FoundResource[];
  readonly refusals: readonly unknown[];
}

/** IAM's resources have one place for all Regions; AWS lists them there. */
const GLOBAL_REGION = 'us-east-1';

/** Finds resources by Region, kind and tags: with the Tagging API, and in IAM what that leaves out. */
export async function findResources(connection: Connection, search: Search): Promise<Found> {
  const iamTypes = FROM_IAM.filter((type) => search.types.length === 0 || search.types.includes(type));
  const others = search.types.filter((type) => !FROM_IAM.some((iam) => iam === type));
  const asksTagging = search.types.length === 0 || others.length > 0;
  const asksGlobal = others.some((type) => type.startsWith('iam:')) || search.types.length === 0;
  const regions = new Set([...search.regions, ...(asksGlobal ? [GLOBAL_REGION] : [])]);
  const answers = await Promise.allSettled([
    ...(asksTagging
      ? [...regions].map(async (region) => {
          const found = await findTagged(connection.in(region), search, others);
          return search.regions.includes(region)
            ? found
            : found.filter((resource) => resource.region === 'global');
        })
      : []),
    ...iamTypes.map((type) => findIamResources(connection, type, search.tags)),
  ]);
  const resources = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  return {
    // What IAM told itself comes last, and is the newest.
    resources: [...new Map(resources.map((resource) => [resource.arn, resource])).values()].sort((a, b) =>
      a.type === b.type ? a.name.localeCompare(b.name) : a.type.localeCompare(b.type),
    ),
    refusals: answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : [])),
  };
}

async function findTagged(
  connection: Connection,
  { tags }: Search,
  types: readonly string[],
): Promise<readonly FoundResource[]> {
  const filters = tags.map(({ key, values }): TagFilter => ({ Key: key, Values: [...values] }));
  const mappings = await collect(
    paginateGetResources(
      { client: connection.client(ResourceGroupsTaggingAPIClient) },
      {
        ResourcesPerPage: 100,
        ...(types.length === 0 ? {} : { ResourceTypeFilters: [...types] }),
        ...(filters.length === 0 ? {} : { TagFilters: filters }),
      },
    ),
    (page) => page.ResourceTagMappingList,
  );
  return mappings.map(({ ResourceARN = '', Tags }) =>
    readResource(ResourceARN, readTags(Tags), connection.region),
  );
}
