import type { CreateNetworkInterfaceRequest } from '../../../../model/generated/ec2.ts';
import { change, ec2Operation } from '../../ec2-operation.ts';
import { invalidParameterCombination, invalidParameterValue, unsupported } from '../../errors.ts';
import { readTags } from '../../instances/instance-record.ts';
import { onceByToken } from '../../shared/client-tokens.ts';
import { ec2Arn, placeOf } from '../../shared/place.ts';
import { NETWORK_INTERFACE, SECURITY_GROUP, SUBNET } from '../../shared/resources.ts';
import { readTagSpecifications, type Tags } from '../../tags/tags.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import { limitExceeded } from '../network-errors.ts';
import { deleteOne, findOne, readAll, requireOne } from '../network-store.ts';
import { onNew, onResource } from '../on-resource.ts';
import { letElasticIpsGo } from '../elastic-ips/elastic-ip-association.ts';
import { interfaceInUse } from './interface-errors.ts';
import { chooseAddresses, groupsOf, insertInterface, type AddressRequest } from './insert-interface.ts';
import { interfaceToWire, statusOf } from './interface-to-wire.ts';
import { requireInterface } from './interface-view.ts';

const MAX_INTERFACES = 5000;
/** The most groups of one interface. */
export const MAX_GROUPS = 16;
const MAX_DESCRIPTION = 255;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html */
export const createNetworkInterface = ec2Operation('CreateNetworkInterface', {
  async authorizes(input, context) {
    const place = placeOf(context);
    await ensureDefaultNetwork(context.house.store, place, context.house.clock.now());
    const { SubnetId } = input;
    const action = 'CreateNetworkInterface';
    const onSubnet = await onResource(context, action, SUBNET, SubnetId);
    const subnet = await context.house.store.read((tx) => findOne(tx, 'subnets', place, SubnetId));
    const keys = {
      'ec2:Subnet': ec2Arn(place, `subnet/${SubnetId}`),
      'ec2:AvailabilityZone': subnet?.availability_zone,
      'ec2:Vpc': subnet && ec2Arn(place, `vpc/${subnet.vpc_id}`),
    };
    const groups = [...new Set(input.Groups)];
    return [
      onSubnet,
      ...(await Promise.all(groups.map((id) => onResource(context, action, SECURITY_GROUP, id)))),
      ...onNew(context, action, 'network-interface', tagsOf(input), keys),
    ];
  },

  async runs(input, context) {
    const tags = tagsOf(input);
    const asked = readAddresses(input);
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const { ids } = context.house;
      const id = await onceByToken(tx, place, 'CreateNetworkInterface', input, now, async () => {
        const subnet = await requireOne(tx, SUBNET, place, input.SubnetId);
        if ((await readAll(tx, 'network_interfaces', place)).length >= MAX_INTERFACES) {
          throw limitExceeded('NetworkInterfaceLimitExceeded', 'network interfaces');
        }
        const groups = await groupsOf(tx, place, subnet.vpc_id, input.Groups ?? []);
        const ips = await chooseAddresses(tx, place, subnet, asked);
        const data = { description: input.Description ?? '', groups };
        return (await insertInterface(tx, place, ids, now, subnet, ips, data, tags)).id;
      });
      const record = await requireInterface(tx, place, id, now);
      const shown = (await readTags(tx, [id])).get(id);
      const NetworkInterface = {
        ...interfaceToWire({ record, tags: shown }),
        Status: 'pending' as const,
      };
      return { answer: { NetworkInterface, ClientToken: input.ClientToken } };
    });
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkInterface.html */
export const deleteNetworkInterface = ec2Operation('DeleteNetworkInterface', {
  authorizes: ({ NetworkInterfaceId }, context) =>
    onResource(context, 'DeleteNetworkInterface', NETWORK_INTERFACE, NetworkInterfaceId),
  runs: (input, context) =>
    change(context, input, async (tx, now) => {
      const view = await requireInterface(tx, placeOf(context), input.NetworkInterfaceId, now);
      if (statusOf(view) === 'in-use') throw interfaceInUse(view.id);
      await letElasticIpsGo(tx, view);
      await deleteOne(tx, 'network_interfaces', view.id);
      return { answer: {} };
    }),
});

function tagsOf({ TagSpecifications }: CreateNetworkInterfaceRequest): Tags | undefined {
  return readTagSpecifications(TagSpecifications, ['network-interface'])['network-interface'];
}

/** The first address comes first. @throws AwsError InvalidParameterCombination, InvalidParameterValue, NotImplemented */
function readAddresses(input: CreateNetworkInterfaceRequest): AddressRequest {
  if (input.InterfaceType !== undefined) throw unsupported('InterfaceType');
  if ((input.Ipv6AddressCount ?? 0) > 0) throw unsupported('Ipv6AddressCount');
  if ((input.Ipv6Addresses?.length ?? 0) > 0) throw unsupported('Ipv6Addresses');
  if ((input.Ipv4Prefixes?.length ?? 0) > 0 || (input.Ipv4PrefixCount ?? 0) > 0)
    throw unsupported('Ipv4Prefix');
  if ((input.Ipv6Prefixes?.length ?? 0) > 0 || (input.Ipv6PrefixCount ?? 0) > 0)
    throw unsupported('Ipv6Prefix');
  if ((input.Groups?.length ?? 0) > MAX_GROUPS) {
    throw limitExceeded('SecurityGroupsPerInterfaceLimitExceeded', 'security groups per interface');
  }
  if ((input.Description?.length ?? 0) > MAX_DESCRIPTION) {
    throw invalidParameterValue(
      input.Description ?? '',
      'description',
      `Expecting at most ${MAX_DESCRIPTION} characters.`,
    );
  }
  const listed = input.PrivateIpAddresses ?? [];
  const primaries = listed.filter(({ Primary }) => Primary === true);
  const { PrivateIpAddress: single = '', SecondaryPrivateIpAddressCount: count = 0 } = input;
  if (primaries.length > 1 || (primaries.length === 1 && single !== '')) {
    throw invalidParameterCombination('Only one primary private IP address can be specified');
  }
  if (listed.length > 0 && count > 0) {
    throw invalidParameterCombination(
      'The parameter privateIpAddresses cannot be used with the parameter secondaryPrivateIpAddressCount',
    );
  }
  const first = single === '' ? primaries[0]?.PrivateIpAddress : single;
  const others = listed.flatMap(({ Primary, PrivateIpAddress }) =>
    Primary === true || PrivateIpAddress === undefined ? [] : [PrivateIpAddress],
  );
  if (first === undefined && others.length > 0) {
    throw invalidParameterCombination('A primary private IP address must be specified with secondary ones');
  }
  const named = first === undefined ? [] : [first, ...others];
  return { named, further: count + (first === undefined ? 1 : 0) };
}
