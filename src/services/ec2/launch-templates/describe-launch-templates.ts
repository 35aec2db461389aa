import { describing, ec2Operation } from '../ec2-operation.ts';
import { readTags } from '../instances/instance-record.ts';
import type { Tagged } from '../shared/describe-resources.ts';
import { compileFilters, type FilterFields } from '../shared/filters.ts';
import { pageOf } from '../shared/pages.ts';
import { placeOf } from '../shared/place.ts';
import { assertIdsOf, LAUNCH_TEMPLATE } from '../shared/resources.ts';
import { templateIdNotFound, templateNameNotFound } from './launch-template-errors.ts';
import {
  launchTemplateToWire,
  readLaunchTemplates,
  type LaunchTemplateRecord,
} from './launch-template-record.ts';

const BOUNDS = { min: 1, max: 200 };

const FILTERS: FilterFields<Tagged<LaunchTemplateRecord>> = {
  tags: ({ tags }) => tags ?? {},
  fields: {
    'create-time': ({ record }) => new Date(record.created_at).toISOString(),
    'launch-template-name': ({ record }) => record.name,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplates.html */
export const describeLaunchTemplates = ec2Operation('DescribeLaunchTemplates', {
  authorizes: describing('DescribeLaunchTemplates'),
  async runs({ LaunchTemplateIds: ids = [], LaunchTemplateNames: names = [], ...input }, context) {
    assertIdsOf(LAUNCH_TEMPLATE, ids);
    const matches = compileFilters(input.Filters, FILTERS);
    const all = await context.house.store.read(async (tx) => {
      const records = await readLaunchTemplates(tx, placeOf(context));
      const tags = await readTags(
        tx,
        records.map(({ id }) => id),
      );
      return records.map((record) => ({ record, tags: tags.get(record.id) }));
    });
    const unknownId = ids.find((id) => !all.some(({ record }) => record.id === id));
    if (unknownId !== undefined) throw templateIdNotFound(unknownId);
    const unknownName = names.find((name) => !all.some(({ record }) => record.name === name));
    if (unknownName !== undefined) throw templateNameNotFound(unknownName);
    const found = all
      .filter(({ record }) => ids.length === 0 || ids.includes(record.id))
      .filter(({ record }) => names.length === 0 || names.includes(record.name))
      .filter(matches);
    const page = pageOf(found, ({ record }) => record.id, input, BOUNDS);
    return {
      LaunchTemplates: page.items.map(({ record, tags }) => launchTemplateToWire(record, tags)),
      NextToken: page.nextToken,
    };
  },
});
