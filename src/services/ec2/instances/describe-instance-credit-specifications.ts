import { defaultCredits } from './credit-specifications.ts';
import { assertIdsStandAlone, instanceOrder, readFiltered } from './describe-instances.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { compileFilters } from '../shared/filters.ts';
import type { FilteredInstance } from './instance-filters.ts';
import { isBurstable } from '../instance-types/instance-types.ts';
import { pageOf } from '../shared/pages.ts';
import { placeOf } from '../shared/place.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceCreditSpecifications.html */
export const describeInstanceCreditSpecifications = ec2Operation('DescribeInstanceCreditSpecifications', {
  authorizes: describing('DescribeInstanceCreditSpecifications'),
  async runs(input, context) {
    assertIdsStandAlone(input);
    const matches = compileFilters<FilteredInstance>(input.Filters, {
      fields: { 'instance-id': ({ record }) => record.id },
    });
    const now = context.house.clock.now().getTime();
    const all = await context.house.store.read((tx) =>
      readFiltered(tx, placeOf(context), input.InstanceIds, now),
    );
    const burstable = all.filter(({ record }) => isBurstable(record.instance_type));
    const page = pageOf(burstable.filter(matches), ({ record }) => instanceOrder(record), input);
    return {
      InstanceCreditSpecifications: page.items.map(({ record }) => ({
        InstanceId: record.id,
        CpuCredits: record.data.creditSpecification ?? defaultCredits(record.instance_type),
      })),
      NextToken: page.nextToken,
    };
  },
});
