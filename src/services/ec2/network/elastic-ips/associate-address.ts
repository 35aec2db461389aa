import type { AssociateAddressRequest, DisassociateAddressRequest } from '../../../../model/generated/ec2.ts';
import type { Authorization } from '../../../../operation/authorization.ts';
import type { OperationContext } from '../../../../operation/context.ts';
import type { ReadTx } from '../../../../store/store.ts';
import { change, ec2Operation, regionKey } from '../../ec2-operation.ts';
import { invalidParameterCombination, missingParameter } from '../../errors.ts';
import { onInstances } from '../../instances/instance-authorizations.ts';
import { requireInstance } from '../../instances/instance-reader.ts';
import { instanceState } from '../../instances/instance-record.ts';
import { ec2Arn, placeOf, type Place } from '../../shared/place.ts';
import { ELASTIC_IP, NETWORK_INTERFACE } from '../../shared/resources.ts';
import { settlePublicIp } from '../given-addresses.ts';
import { severalInterfaces, unknownAssociation, withoutInternetGateway } from '../network-errors.ts';
import { notYours } from '../network-interfaces/interface-errors.ts';
import {
  readInterfaces,
  requireInterface,
  type InterfaceView,
} from '../network-interfaces/interface-view.ts';
import type { ElasticIpRecord } from '../network-records.ts';
import { readAll, requireOne } from '../network-store.ts';
import { onResource } from '../on-resource.ts';
import { associate, dissociate } from './elastic-ip-association.ts';
import {
  addressIsAssociated,
  foreignAddress,
  foreignPrivateAddress,
  pendingInstance,
} from './elastic-ip-errors.ts';
import { allocationOf } from './elastic-ips.ts';

/**
 * Leads an address to an interface, or to the only one of an instance; wherever it led before, unless
 * `AllowReassociation` is false.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html
 */
export const associateAddress = ec2Operation('AssociateAddress', {
  async authorizes(input, context) {
    const action = 'AssociateAddress';
    const { InstanceId, NetworkInterfaceId } = targetOf(input);
    const id = await allocationOf(context, input);
    const asked = [await onResource(context, action, ELASTIC_IP, id)];
    if (InstanceId !== '') asked.push(...(await onInstances(context, action, [InstanceId])));
    if (NetworkInterfaceId !== '') {
      asked.push(await onResource(context, action, NETWORK_INTERFACE, NetworkInterfaceId));
    }
    return asked;
  },

  async runs(input, context) {
    const allocationId = await allocationOf(context, input);
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const address = await requireOne(tx, ELASTIC_IP, place, allocationId);
      const view = await targetView(tx, place, input, now);
      const { PrivateIpAddress: privateIp = view.record.private_ip } = input;
      if (privateIp !== view.record.private_ip && !view.secondaryIps.includes(privateIp)) {
        throw foreignPrivateAddress(privateIp, view.id);
      }
      const gateways = await readAll(tx, 'internet_gateways', place);
      if (!gateways.some(({ vpc_id }) => vpc_id === view.subnet.vpc_id)) {
        throw withoutInternetGateway(view.subnet.vpc_id);
      }
      const { association: earlier } = address.data;
      if (earlier !== undefined && input.AllowReassociation === false) {
        throw addressIsAssociated(address.id, earlier.id);
      }
      const from = (await readInterfaces(tx, place, now)).find(({ id }) => id === address.interface_id);
      if (from?.record.data.natGatewayId !== undefined) throw notYours();
      if (from !== undefined) await dissociate(tx, address, from);
      const there = view.elasticIps.find((each) => each.id !== address.id && leadsTo(each, privateIp));
      if (there !== undefined) await dissociate(tx, there, view);
      const id = context.house.ids.hex('eipassoc');
      // As it is after what was taken off it.
      await associate(tx, address, await requireInterface(tx, place, view.id, now), { id, privateIp });
      const instances = [from, view].flatMap((each) => each?.instance?.id ?? []);
      for (const instanceId of instances) await settlePublicIp(tx, context.house.ids, instanceId);
      return { answer: { AssociationId: id }, instances };
    });
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateAddress.html */
export const disassociateAddress = ec2Operation('DisassociateAddress', {
  async authorizes(input, context): Promise<Authorization[]> {
    const action = 'DisassociateAddress';
    const place = placeOf(context);
    const address = await context.house.store.read((tx) => findAssociated(tx, place, input));
    if (address === undefined) {
      return [{ action: `ec2:${action}`, resource: ec2Arn(place, 'elastic-ip/*'), keys: regionKey(context) }];
    }
    const asked = [await onResource(context, action, ELASTIC_IP, address.id)];
    if (address.interface_id !== null) {
      asked.push(await onResource(context, action, NETWORK_INTERFACE, address.interface_id));
    }
    return asked;
  },
  runs: (input, context) => disassociating(context, input),
});

function disassociating(
  context: OperationContext,
  input: DisassociateAddressRequest,
): Promise<Record<string, never>> {
  return change(context, input, async (tx, now) => {
    const place = placeOf(context);
    const address = await findAssociated(tx, place, input);
    const { AssociationId = '', PublicIp = '' } = input;
    if (address === undefined) {
      throw AssociationId === '' ? foreignAddress(PublicIp) : unknownAssociation(AssociationId);
    }
    const view = (await readInterfaces(tx, place, now)).find(({ id }) => id === address.interface_id);
    if (view?.record.data.natGatewayId !== undefined) throw notYours();
    await dissociate(tx, address, view);
    const instances = view?.instance && [view.instance.id];
    for (const instanceId of instances ?? []) await settlePublicIp(tx, context.house.ids, instanceId);
    return { answer: {}, instances };
  });
}

/** @throws AwsError MissingParameter */
async function findAssociated(
  tx: ReadTx,
  place: Place,
  { AssociationId: id = '', PublicIp: publicIp = '' }: DisassociateAddressRequest,
): Promise<ElasticIpRecord | undefined> {
  if (id === '' && publicIp === '') throw missingParameter('AssociationId');
  const all = await readAll(tx, 'elastic_ips', place);
  return all.find(({ public_ip, data }) =>
    id === '' ? public_ip === publicIp : data.association?.id === id,
  );
}

function leadsTo({ data }: ElasticIpRecord, privateIp: string): boolean {
  return data.association?.privateIp === privateIp;
}

/** @throws AwsError MissingParameter, InvalidParameterCombination */
function targetOf({ InstanceId = '', NetworkInterfaceId = '' }: AssociateAddressRequest) {
  if (InstanceId === '' && NetworkInterfaceId === '')
    throw missingParameter('InstanceId or NetworkInterfaceId');
  if (InstanceId !== '' && NetworkInterfaceId !== '') {
    throw invalidParameterCombination(
      'You may specify an instance ID or a network interface ID, but not both in the same call',
    );
  }
  return { InstanceId, NetworkInterfaceId };
}

async function targetView(
  tx: ReadTx,
  place: Place,
  input: AssociateAddressRequest,
  now: number,
): Promise<InterfaceView> {
  const { InstanceId, NetworkInterfaceId } = targetOf(input);
  if (NetworkInterfaceId !== '') {
    const view = await requireInterface(tx, place, NetworkInterfaceId, now);
    if (view.record.data.natGatewayId !== undefined) throw notYours();
    return view;
  }
  const instance = await requireInstance(tx, place, InstanceId, now);
  const state = instanceState(instance, now);
  if (state !== 'running' && state !== 'stopped' && state !== 'stopping') throw pendingInstance(instance.id);
  const views = (await readInterfaces(tx, place, now)).filter((view) => view.instance?.id === instance.id);
  const [only, ...more] = views;
  if (only === undefined || more.length > 0) throw severalInterfaces(instance.id);
  return only;
}
