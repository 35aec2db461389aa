import type { GetResourcesInput, ResourceTagMapping } from '../../model/generated/tagging.ts';
import type { OperationContext } from '../../operation/context.ts';
import type { TaggedResource } from '../../operation/service-tagging.ts';
import { allTagged } from './all-tagged.ts';
import { taggingErrors } from './errors.ts';
import { pageOf, type Page } from './pages.ts';
import { readArn } from './requested-resources.ts';
import { tagFilter, typeFilter } from './resource-filters.ts';
import { permission, taggingOperation } from './tagging-operation.ts';

/** The most resources of a page, and how many there are when the call does not say (guess: AWS documents none). */
const MAX_RESOURCES = 100;
const USUAL_RESOURCES = 50;
const MIN_TAGS = 100;
const MAX_TAGS = 500;

/**
 * Lists the resources that have tags, or had some once, by tags, types or ARNs. No tag policy can be
 * attached in the house, so each complies.
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 */
export const getResources = taggingOperation('GetResources', {
  authorizes: permission('GetResources'),

  async runs(input, context) {
    const { IncludeComplianceDetails = false, ExcludeCompliantResources = false } = input;
    if (ExcludeCompliantResources && !IncludeComplianceDetails) {
      throw taggingErrors.onlyWith('ExcludeCompliantResources', 'IncludeComplianceDetails');
    }
    const isShown = await shown(input, context);
    const perPage = perPageOf(input);
    const all = ExcludeCompliantResources ? [] : (await allTagged(context)).filter(isShown);
    const { items, PaginationToken }: Page<TaggedResource> =
      input.ResourceARNList === undefined
        ? pageOf(all, {
            listing: 'GetResources',
            token: input.PaginationToken,
            clock: context.house.clock,
            keyOf: ({ arn }) => arn,
            fits: perPage,
          })
        : { items: all, PaginationToken: '' };
    const toWire = ({ arn, tags }: TaggedResource): ResourceTagMapping => ({
      ResourceARN: arn,
      Tags: tags,
      ComplianceDetails: IncludeComplianceDetails ? { ComplianceStatus: true } : undefined,
    });
    return { PaginationToken, ResourceTagMappingList: items.map(toWire) };
  },
});

/**
 * Which resources a call asks for.
 *
 * @throws AwsError InvalidParameterException for ARNs beside filters or pages, and as `readArn` and the filters
 */
async function shown(
  input: GetResourcesInput,
  context: OperationContext,
): Promise<(resource: TaggedResource) => boolean> {
  const { ResourceARNList: arns } = input;
  if (arns !== undefined) {
    const other = EXCLUDED_BY_ARNS.find((name) => isGiven(input[name]));
    if (other !== undefined) throw taggingErrors.exclusive('ResourceARNList', other);
    for (const arn of arns) await readArn(arn, context);
    const wanted = new Set(arns);
    return ({ arn }) => wanted.has(arn);
  }
  const hasTags = tagFilter(input.TagFilters);
  const isOfType = typeFilter(input.ResourceTypeFilters);
  return (resource) => isOfType(resource) && hasTags(resource);
}

const EXCLUDED_BY_ARNS = [
  'TagFilters',
  'ResourceTypeFilters',
  'ResourcesPerPage',
  'TagsPerPage',
  'PaginationToken',
] as const satisfies readonly (keyof GetResourcesInput)[];

function isGiven(value: string | number | readonly unknown[] | undefined): boolean {
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/**
 * How many of some resources come into a page: a resource is never parted from its tags, and one without
 * any counts as one tag.
 *
 * @throws AwsError InvalidParameterException for a size out of range
 */
function perPageOf({ ResourcesPerPage, TagsPerPage }: GetResourcesInput) {
  assertRange('ResourcesPerPage', ResourcesPerPage, 1, MAX_RESOURCES);
  assertRange('TagsPerPage', TagsPerPage, MIN_TAGS, MAX_TAGS);
  const resources = ResourcesPerPage ?? (TagsPerPage === undefined ? USUAL_RESOURCES : MAX_RESOURCES);
  return (rest: readonly TaggedResource[]): number => {
    if (TagsPerPage === undefined) return resources;
    let tags = 0;
    const tooMuch = rest.findIndex((resource) => (tags += Math.max(1, resource.tags.length)) > TagsPerPage);
    return tooMuch < 0 ? resources : Math.min(resources, tooMuch);
  };
}

function assertRange(name: string, value: number | undefined, min: number, max: number): void {
  if (value !== undefined && (value < min || value > max)) throw taggingErrors.outOfRange(name, min, max);
}
