import type { CreateRouteRequest, DeleteRouteRequest } from '../../../../model/generated/ec2.ts';
import { invalidParameterCombination, missingParameter, unsupported } from '../../errors.ts';
import { isIpv6Block, readBlock } from '../addresses.ts';
import { invalidCidr } from '../network-errors.ts';
import type { Route } from '../network-records.ts';

/** Where a route leads. */
export interface Destination {
  readonly member: 'cidr' | 'ipv6Cidr' | 'prefixListId';
  readonly value: string;
  /** As errors call the member. */
  readonly words: string;
}

type DestinationRequest = Pick<
  DeleteRouteRequest,
  'DestinationCidrBlock' | 'DestinationIpv6CidrBlock' | 'DestinationPrefixListId'
>;

/** @throws AwsError MissingParameter, InvalidParameterCombination, InvalidParameterValue */
export function readDestination(input: DestinationRequest): Destination {
  const {
    DestinationCidrBlock: cidr = '',
    DestinationIpv6CidrBlock: ipv6Cidr = '',
    DestinationPrefixListId: prefixListId = '',
  } = input;
  const given = [cidr, ipv6Cidr, prefixListId].filter((value) => value !== '');
  if (given.length === 0) throw missingParameter('destinationCidrBlock or destinationIpv6CidrBlock');
  if (given.length > 1) {
    throw invalidParameterCombination(
      'Only one of destinationCidrBlock, destinationIpv6CidrBlock or destinationPrefixListId can be specified.',
    );
  }
  if (cidr !== '') {
    const block = readBlock(cidr);
    if (block === undefined) throw invalidCidr(cidr, 'destinationCidrBlock');
    return { member: 'cidr', value: block.cidr, words: 'destination-cidr-block' };
  }
  if (ipv6Cidr !== '') {
    if (!isIpv6Block(ipv6Cidr)) throw invalidCidr(ipv6Cidr, 'destinationIpv6CidrBlock');
    return { member: 'ipv6Cidr', value: ipv6Cidr.toLowerCase(), words: 'destination-ipv6-cidr-block' };
  }
  return { member: 'prefixListId', value: prefixListId, words: 'destination-prefix-list-id' };
}

/** What a route leads to, as the request names it. */
export type RequestedTarget =
  | { readonly kind: 'gateway' | 'nat' | 'interface' | 'instance'; readonly id: string }
  | { readonly kind: 'local' };

/** @throws AwsError MissingParameter, InvalidParameterCombination, NotImplemented for what the house has not */
export function readTarget(
  input: CreateRouteRequest & { readonly LocalTarget?: boolean | undefined },
): RequestedTarget {
  const absent = [
    'VpcEndpointId',
    'TransitGatewayId',
    'LocalGatewayId',
    'CarrierGatewayId',
    'CoreNetworkArn',
    'OdbNetworkArn',
    'EgressOnlyInternetGatewayId',
    'VpcPeeringConnectionId',
  ] as const;
  const unknown = absent.find((name) => (input[name] ?? '') !== '');
  if (unknown !== undefined) throw unsupported(unknown);
  const targets: RequestedTarget[] = [];
  const { GatewayId = '', NatGatewayId = '', NetworkInterfaceId = '', InstanceId = '' } = input;
  if (GatewayId === 'local' || input.LocalTarget === true) targets.push({ kind: 'local' });
  else if (GatewayId !== '') targets.push({ kind: 'gateway', id: GatewayId });
  if (NatGatewayId !== '') targets.push({ kind: 'nat', id: NatGatewayId });
  if (NetworkInterfaceId !== '') targets.push({ kind: 'interface', id: NetworkInterfaceId });
  if (InstanceId !== '') targets.push({ kind: 'instance', id: InstanceId });
  const [target, ...more] = targets;
  if (target === undefined) {
    throw missingParameter('gatewayId, natGatewayId, networkInterfaceId or instanceId');
  }
  if (more.length > 0) throw invalidParameterCombination('Only one target of a route can be specified.');
  return target;
}

/** Whether a route leads to a destination. */
export function leadsTo(route: Route, { member, value }: Destination): boolean {
  return route[member] === value;
}
