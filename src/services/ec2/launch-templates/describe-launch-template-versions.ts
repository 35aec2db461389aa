import type {
  DescribeLaunchTemplateVersionsRequest,
  LaunchTemplateVersion,
} from '../../../model/generated/ec2.ts';
import type { ReadTx } from '../../../store/store.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { compileFilters, type FilterFields } from '../shared/filters.ts';
import { pageOf } from '../shared/pages.ts';
import { placeOf, type Place } from '../shared/place.ts';
import { versionNotFound, whichVersions } from './launch-template-errors.ts';
import {
  assertOneName,
  readLaunchTemplates,
  readVersions,
  requireLaunchTemplate,
  versionNumber,
  versionToWire,
} from './launch-template-record.ts';

const BOUNDS = { min: 1, max: 200 };
const text = (value: boolean | undefined) => (value === undefined ? undefined : String(value));

const FILTERS: FilterFields<LaunchTemplateVersion> = {
  fields: {
    'create-time': ({ CreateTime }) => CreateTime?.toISOString(),
    'ebs-optimized': ({ LaunchTemplateData: data }) => text(data?.EbsOptimized),
    'http-endpoint': ({ LaunchTemplateData: data }) => data?.MetadataOptions?.HttpEndpoint,
    'http-protocol-ipv4': () => undefined,
    'host-resource-group-arn': ({ LaunchTemplateData: data }) => data?.Placement?.HostResourceGroupArn,
    'http-tokens': ({ LaunchTemplateData: data }) => data?.MetadataOptions?.HttpTokens,
    'iam-instance-profile': ({ LaunchTemplateData: data }) =>
      data?.IamInstanceProfile?.Arn ?? data?.IamInstanceProfile?.Name,
    'image-id': ({ LaunchTemplateData: data }) => data?.ImageId,
    'instance-type': ({ LaunchTemplateData: data }) => data?.InstanceType,
    'is-default-version': ({ DefaultVersion }) => text(DefaultVersion),
    'kernel-id': ({ LaunchTemplateData: data }) => data?.KernelId,
    'license-configuration-arn': () => undefined,
    'network-card-index': () => undefined,
    'ram-disk-id': ({ LaunchTemplateData: data }) => data?.RamDiskId,
  },
};

/** Newest first, as AWS's examples have them. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html */
export const describeLaunchTemplateVersions = ec2Operation('DescribeLaunchTemplateVersions', {
  authorizes: describing('DescribeLaunchTemplateVersions'),
  async runs(input, context) {
    const matches = compileFilters(input.Filters, FILTERS);
    const isOfOne = isGiven(input.LaunchTemplateId) || isGiven(input.LaunchTemplateName);
    if (isOfOne) assertOneName(input);
    else assertOfAll(input);
    const place = placeOf(context);
    const found = await context.house.store.read((tx) =>
      isOfOne ? versionsOfOne(tx, place, input) : versionsOfAll(tx, place, input),
    );
    const page = pageOf(found.filter(matches), orderOf, input, BOUNDS);
    return { LaunchTemplateVersions: page.items, NextToken: page.nextToken };
  },
});

function isGiven(text: string | undefined): boolean {
  return text !== undefined && text !== '';
}

/** Of all templates only `$Latest` and `$Default` can be asked for. */
function assertOfAll({ Versions = [] }: DescribeLaunchTemplateVersionsRequest): void {
  if (Versions.length === 0) throw whichVersions('MissingParameter');
  if (Versions.some((version) => version !== '$Latest' && version !== '$Default')) {
    throw whichVersions('InvalidParameterValue');
  }
}

async function versionsOfOne(
  tx: ReadTx,
  place: Place,
  input: DescribeLaunchTemplateVersionsRequest,
): Promise<readonly LaunchTemplateVersion[]> {
  const template = await requireLaunchTemplate(tx, place, input);
  const numbers = (input.Versions ?? []).map((version) => versionNumber(template, version));
  const all = await readVersions(tx, template.id);
  const unknown = numbers.find((number) => !all.some(({ version }) => version === number));
  if (unknown !== undefined) throw versionNotFound(unknown, template.id);
  const least = isGiven(input.MinVersion) ? versionNumber(template, input.MinVersion) : 0;
  const most = isGiven(input.MaxVersion) ? versionNumber(template, input.MaxVersion) : Infinity;
  return all
    .filter(({ version }) => numbers.length === 0 || numbers.includes(version))
    .filter(({ version }) => version >= least && version <= most)
    .toReversed()
    .map((version) => versionToWire(template, version));
}

async function versionsOfAll(
  tx: ReadTx,
  place: Place,
  { Versions = [] }: DescribeLaunchTemplateVersionsRequest,
): Promise<readonly LaunchTemplateVersion[]> {
  const found: LaunchTemplateVersion[] = [];
  for (const template of await readLaunchTemplates(tx, place)) {
    const numbers = new Set(Versions.map((version) => versionNumber(template, version)));
    for (const version of await readVersions(tx, template.id)) {
      if (numbers.has(version.version)) found.push(versionToWire(template, version));
    }
  }
  return found.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const MOST_VERSIONS = 1e9;

/** By template, newest first: a text that sorts so. */
function orderOf({ LaunchTemplateId: id = '', VersionNumber: version = 0 }: LaunchTemplateVersion): string {
  return `${id}/${String(MOST_VERSIONS - version).padStart(10, '0')}`;
}
