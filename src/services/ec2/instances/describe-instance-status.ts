import type { InstanceStatus } from '../../../model/generated/ec2.ts';
import { assertIdsStandAlone, instanceOrder, readFiltered } from './describe-instances.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { compileFilters, type FilterFields } from '../shared/filters.ts';
import type { FilteredInstance } from './instance-filters.ts';
import { instanceState } from './instance-record.ts';
import { pageOf } from '../shared/pages.ts';
import { placeOf } from '../shared/place.ts';
import { isOn, stateCode, stateToWire } from '../shared/states.ts';

/** An instance with when its checks pass, ms since 1970 in emulated time. */
interface Checked extends FilteredInstance {
  readonly passesAt: number;
}

/** A running machine here is well: its checks pass a while after it came up. */
function checkOf({ record, now, passesAt }: Checked): 'ok' | 'initializing' | 'not-applicable' {
  if (!isOn(instanceState(record, now))) return 'not-applicable';
  return now >= passesAt ? 'ok' : 'initializing';
}

function reachabilityOf(each: Checked): 'passed' | 'initializing' | undefined {
  const check = checkOf(each);
  if (check === 'not-applicable') return undefined;
  return check === 'ok' ? 'passed' : check;
}

const STATUS_FILTERS: FilterFields<Checked> = {
  fields: {
    'availability-zone': ({ record }) => record.data.availabilityZone,
    'availability-zone-id': ({ record }) => record.data.availabilityZoneId,
    'attached-ebs-status.status': checkOf,
    'event.code': () => undefined,
    'event.description': () => undefined,
    'event.instance-event-id': () => undefined,
    'event.not-after': () => undefined,
    'event.not-before': () => undefined,
    'event.not-before-deadline': () => undefined,
    'instance-state-code': ({ record, now }) => String(stateCode(instanceState(record, now))),
    'instance-state-name': ({ record, now }) => instanceState(record, now),
    'instance-status.reachability': reachabilityOf,
    'instance-status.status': checkOf,
    'system-status.reachability': reachabilityOf,
    'system-status.status': checkOf,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html */
export const describeInstanceStatus = ec2Operation('DescribeInstanceStatus', {
  authorizes: describing('DescribeInstanceStatus'),
  async runs(input, context) {
    assertIdsStandAlone(input);
    const matches = compileFilters(input.Filters, STATUS_FILTERS);
    const now = context.house.clock.now().getTime();
    const all = await context.house.store.read((tx) =>
      readFiltered(tx, placeOf(context), input.InstanceIds, now),
    );
    const { pace } = context.house.settings;
    const shown = all
      .filter((each) => input.IncludeAllInstances === true || instanceState(each.record, now) === 'running')
      .map((each) => ({ ...each, passesAt: each.record.state_changes_at + pace.statusChecks }));
    const page = pageOf(shown.filter(matches), (each) => instanceOrder(each.record), input);
    return { InstanceStatuses: page.items.map(statusToWire), NextToken: page.nextToken };
  },
});

function statusToWire(each: Checked): InstanceStatus {
  const { record, now } = each;
  const reachability = reachabilityOf(each);
  const summary = {
    Status: checkOf(each),
    Details:
      reachability === undefined ? undefined : [{ Name: 'reachability' as const, Status: reachability }],
  };
  return {
    AvailabilityZone: record.data.availabilityZone,
    AvailabilityZoneId: record.data.availabilityZoneId,
    InstanceId: record.id,
    InstanceState: stateToWire(instanceState(record, now)),
    InstanceStatus: summary,
    SystemStatus: summary,
    AttachedEbsStatus: summary,
    Operator: { Managed: false },
  };
}
