import { isIPv4, isIPv6 } from 'node:net';
import type { CreateDhcpOptionsRequest } from '../../../../model/generated/ec2.ts';
import { change, ec2Operation } from '../../ec2-operation.ts';
import { invalidParameterValue, invalidValue, missingParameter } from '../../errors.ts';
import { placeOf } from '../../shared/place.ts';
import { DHCP_OPTIONS, VPC } from '../../shared/resources.ts';
import { readTagSpecifications, type Tags } from '../../tags/tags.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import { hasDependencies } from '../network-errors.ts';
import type { DhcpOptionsData } from '../network-records.ts';
import { deleteOne, insertOne, readAll, requireOne, updateData } from '../network-store.ts';
import { onNew, onResource } from '../on-resource.ts';
import { dhcpOptionsToWire } from './describe-dhcp-options.ts';

const NAMES = new Set([
  'domain-name',
  'domain-name-servers',
  'ntp-servers',
  'netbios-name-servers',
  'netbios-node-type',
  'ipv6-address-preferred-lease-time',
]);
/** The most servers of one option. */
const MAX_SERVERS = 4;
const MAX_TEXT = 255;

/** What stands for none where a VPC is given DHCP options. */
const NONE = 'default';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDhcpOptions.html */
export const createDhcpOptions = ec2Operation('CreateDhcpOptions', {
  async authorizes(input, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    return onNew(context, 'CreateDhcpOptions', 'dhcp-options', tagsOf(input));
  },
  async runs(input, context) {
    const tags = tagsOf(input);
    const options = readOptions(input);
    return change(context, input, async (tx, now) => {
      const row = { id: context.house.ids.hex('dopt'), data: { options } };
      const record = await insertOne(tx, 'dhcp_options', placeOf(context), now, row, tags);
      return { answer: { DhcpOptions: dhcpOptionsToWire({ record, tags }) } };
    });
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateDhcpOptions.html */
export const associateDhcpOptions = ec2Operation('AssociateDhcpOptions', {
  authorizes: async ({ DhcpOptionsId, VpcId }, context) => [
    ...(DhcpOptionsId === NONE
      ? []
      : [await onResource(context, 'AssociateDhcpOptions', DHCP_OPTIONS, DhcpOptionsId)]),
    await onResource(context, 'AssociateDhcpOptions', VPC, VpcId),
  ],
  runs: (input, context) =>
    change(context, input, async (tx) => {
      const place = placeOf(context);
      const { DhcpOptionsId: dhcpOptionsId } = input;
      if (dhcpOptionsId !== NONE) await requireOne(tx, DHCP_OPTIONS, place, dhcpOptionsId);
      const vpc = await requireOne(tx, VPC, place, input.VpcId);
      await updateData(tx, 'vpcs', vpc, { dhcpOptionsId });
      return { answer: {} };
    }),
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteDhcpOptions.html */
export const deleteDhcpOptions = ec2Operation('DeleteDhcpOptions', {
  authorizes: ({ DhcpOptionsId }, context) =>
    onResource(context, 'DeleteDhcpOptions', DHCP_OPTIONS, DhcpOptionsId),
  runs: (input, context) =>
    change(context, input, async (tx) => {
      const place = placeOf(context);
      const { id } = await requireOne(tx, DHCP_OPTIONS, place, input.DhcpOptionsId);
      const vpcs = await readAll(tx, 'vpcs', place);
      if (vpcs.some(({ data }) => data.dhcpOptionsId === id)) throw hasDependencies('dhcpOptions', id);
      await deleteOne(tx, 'dhcp_options', id);
      return { answer: {} };
    }),
});

function tagsOf({ TagSpecifications }: CreateDhcpOptionsRequest): Tags | undefined {
  return readTagSpecifications(TagSpecifications, ['dhcp-options'])['dhcp-options'];
}

/** @throws AwsError MissingParameter, InvalidParameterValue */
function readOptions({ DhcpConfigurations }: CreateDhcpOptionsRequest): DhcpOptionsData['options'] {
  if (DhcpConfigurations.length === 0) throw missingParameter('dhcpConfiguration');
  const options = DhcpConfigurations.map(({ Key = '', Values = [] }) => ({ key: Key, values: Values }));
  for (const { key, values } of options) {
    if (!NAMES.has(key)) throw invalidParameterValue(key, 'name', 'Invalid DHCP option.');
    if (options.filter((each) => each.key === key).length > 1) {
      throw invalidValue(`The DHCP option ${key} is given more than once.`);
    }
    if (values.length === 0 || values.length > MAX_SERVERS) {
      throw invalidParameterValue(values.length, key, `Expecting between 1 and ${MAX_SERVERS} values.`);
    }
    for (const value of values)
      if (!isValue(key, value)) throw invalidParameterValue(value, key, 'Invalid value.');
  }
  return options;
}

function isValue(key: string, value: string): boolean {
  switch (key) {
    case 'domain-name':
      return value !== '' && value.length <= MAX_TEXT;
    case 'domain-name-servers':
      return value === 'AmazonProvidedDNS' || isIPv4(value) || isIPv6(value);
    case 'netbios-node-type':
      return ['1', '2', '4', '8'].includes(value);
    case 'netbios-name-servers':
      return isIPv4(value);
    case 'ipv6-address-preferred-lease-time':
      return /^\d{1,10}$/.test(value);
    default:
      return isIPv4(value) || isIPv6(value);
  }
}
