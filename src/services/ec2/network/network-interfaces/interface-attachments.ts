import type { ReadTx } from '../../../../store/store.ts';
import { change, ec2Operation, regionKey } from '../../ec2-operation.ts';
import { invalidParameterValue, notInStates, type ResourceWords } from '../../errors.ts';
import { onInstances } from '../../instances/instance-authorizations.ts';
import { requireInstance } from '../../instances/instance-reader.ts';
import { instanceState } from '../../instances/instance-record.ts';
import { ec2Arn, placeOf, type Place } from '../../shared/place.ts';
import { assertIdOf, NETWORK_INTERFACE } from '../../shared/resources.ts';
import { updateData } from '../network-store.ts';
import { onResource } from '../on-resource.ts';
import {
  deviceIndexTaken,
  interfaceAttached,
  otherZone,
  primaryCannotBeDetached,
  tooManyInterfaces,
  unknownAttachment,
} from './interface-errors.ts';
import { statusOf } from './interface-to-wire.ts';
import { readInterfaces, requireInterface, type InterfaceView } from './interface-view.ts';

const ATTACHMENT: ResourceWords = {
  prefix: 'eni-attach-',
  code: 'InvalidAttachmentID',
  malformedCode: 'InvalidNetworkInterfaceAttachmentId',
  noun: 'attachment ID',
};

/** As the largest instance types have. */
const MAX_PER_INSTANCE = 15;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachNetworkInterface.html */
export const attachNetworkInterface = ec2Operation('AttachNetworkInterface', {
  authorizes: async ({ NetworkInterfaceId, InstanceId }, context) => [
    ...(await onInstances(context, 'AttachNetworkInterface', [InstanceId])),
    await onResource(context, 'AttachNetworkInterface', NETWORK_INTERFACE, NetworkInterfaceId),
  ],
  runs: (input, context) =>
    change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const { DeviceIndex: deviceIndex } = input;
      const view = await requireInterface(tx, place, input.NetworkInterfaceId, now);
      const instance = await requireInstance(tx, place, input.InstanceId, now);
      if (statusOf(view) === 'in-use') throw interfaceAttached(view.id);
      const state = instanceState(instance, now);
      if (state !== 'running' && state !== 'stopped')
        throw notInStates(instance.id, "'running' or 'stopped' states");
      if (instance.data.availabilityZone !== view.subnet.availability_zone) throw otherZone();
      if (deviceIndex < 0 || deviceIndex > MAX_PER_INSTANCE) {
        throw invalidParameterValue(
          deviceIndex,
          'deviceIndex',
          `Expecting a value between 0 and ${MAX_PER_INSTANCE}.`,
        );
      }
      const present = (await readInterfaces(tx, place, now)).filter(
        (each) => each.instance?.id === instance.id,
      );
      if (present.some(({ attachment }) => attachment?.deviceIndex === deviceIndex)) {
        throw deviceIndexTaken(instance.id, deviceIndex);
      }
      if (present.length >= MAX_PER_INSTANCE)
        throw tooManyInterfaces(present.length + 1, instance.instance_type);
      const id = context.house.ids.hex('eni-attach');
      const attachment = { id, deviceIndex, deleteOnTermination: false, attachedAt: now };
      await tx
        .updateTable('network_interfaces')
        .set({ instance_id: instance.id })
        .where('id', '=', view.id)
        .execute();
      await updateData(tx, 'network_interfaces', view.record, { attachment });
      return { answer: { AttachmentId: id, NetworkCardIndex: 0 }, instances: [instance.id] };
    }),
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachNetworkInterface.html */
export const detachNetworkInterface = ec2Operation('DetachNetworkInterface', {
  async authorizes({ AttachmentId }, context) {
    assertIdOf(ATTACHMENT, AttachmentId);
    const place = placeOf(context);
    const now = context.house.clock.now().getTime();
    const view = await context.house.store.read((tx) => findAttached(tx, place, AttachmentId, now));
    const action = 'DetachNetworkInterface';
    if (view?.instance === undefined) {
      const resource = ec2Arn(place, 'network-interface/*');
      return [{ action: `ec2:${action}`, resource, keys: regionKey(context) }];
    }
    return [
      ...(await onInstances(context, action, [view.instance.id])),
      await onResource(context, action, NETWORK_INTERFACE, view.id),
    ];
  },
  runs: (input, context) =>
    change(context, input, async (tx, now) => {
      const view = await findAttached(tx, placeOf(context), input.AttachmentId, now);
      if (view === undefined) throw unknownAttachment(input.AttachmentId);
      if (view.isPrimary) throw primaryCannotBeDetached();
      await tx
        .updateTable('network_interfaces')
        .set({ instance_id: null })
        .where('id', '=', view.id)
        .execute();
      await updateData(tx, 'network_interfaces', view.record, { attachment: undefined });
      return { answer: {}, instances: view.instance && [view.instance.id] };
    }),
});

async function findAttached(
  tx: ReadTx,
  place: Place,
  attachmentId: string,
  now: number,
): Promise<InterfaceView | undefined> {
  return (await readInterfaces(tx, place, now)).find(({ attachment }) => attachment?.id === attachmentId);
}
