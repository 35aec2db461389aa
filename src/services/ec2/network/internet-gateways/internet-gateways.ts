import type { CreateInternetGatewayRequest } from '../../../../model/generated/ec2.ts';
import { change, ec2Operation } from '../../ec2-operation.ts';
import { placeOf } from '../../shared/place.ts';
import { INTERNET_GATEWAY, VPC } from '../../shared/resources.ts';
import { readTagSpecifications, type Tags } from '../../tags/tags.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import {
  alreadyAttached,
  hasDependencies,
  hasInternetGateway,
  hasPublicAddresses,
  limitExceeded,
  notAttached,
} from '../network-errors.ts';
import { deleteOne, insertOne, readAll, requireOne } from '../network-store.ts';
import { onNew, onResource } from '../on-resource.ts';
import { hasMappedAddresses } from '../public-addresses.ts';
import { internetGatewayToWire } from './describe-internet-gateways.ts';

const MAX_GATEWAYS = 5;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateInternetGateway.html */
export const createInternetGateway = ec2Operation('CreateInternetGateway', {
  async authorizes(input, context) {
    await ensureDefaultNetwork(context.house.store, placeOf(context), context.house.clock.now());
    return onNew(context, 'CreateInternetGateway', 'internet-gateway', tagsOf(input));
  },
  async runs(input, context) {
    const tags = tagsOf(input);
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      if ((await readAll(tx, 'internet_gateways', place)).length >= MAX_GATEWAYS) {
        throw limitExceeded('InternetGatewayLimitExceeded', 'internet gateways');
      }
      const row = { id: context.house.ids.hex('igw'), vpc_id: null, data: {} };
      const record = await insertOne(tx, 'internet_gateways', place, now, row, tags);
      const InternetGateway = internetGatewayToWire({ record, tags });
      return { answer: { InternetGateway }, made: [record.id] };
    });
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachInternetGateway.html */
export const attachInternetGateway = ec2Operation('AttachInternetGateway', {
  authorizes: async ({ InternetGatewayId, VpcId }, context) => [
    await onResource(context, 'AttachInternetGateway', INTERNET_GATEWAY, InternetGatewayId),
    await onResource(context, 'AttachInternetGateway', VPC, VpcId),
  ],
  runs: (input, context) =>
    change(context, input, async (tx) => {
      const place = placeOf(context);
      const gateway = await requireOne(tx, INTERNET_GATEWAY, place, input.InternetGatewayId);
      const vpc = await requireOne(tx, VPC, place, input.VpcId);
      if (gateway.vpc_id !== null) throw alreadyAttached(gateway.id, gateway.vpc_id);
      const all = await readAll(tx, 'internet_gateways', place);
      if (all.some(({ vpc_id }) => vpc_id === vpc.id)) throw hasInternetGateway(vpc.id);
      await tx
        .updateTable('internet_gateways')
        .set({ vpc_id: vpc.id })
        .where('id', '=', gateway.id)
        .execute();
      return { answer: {} };
    }),
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html */
export const detachInternetGateway = ec2Operation('DetachInternetGateway', {
  authorizes: async ({ InternetGatewayId, VpcId }, context) => [
    await onResource(context, 'DetachInternetGateway', INTERNET_GATEWAY, InternetGatewayId),
    await onResource(context, 'DetachInternetGateway', VPC, VpcId),
  ],
  runs: (input, context) =>
    change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const gateway = await requireOne(tx, INTERNET_GATEWAY, place, input.InternetGatewayId);
      const vpc = await requireOne(tx, VPC, place, input.VpcId);
      if (gateway.vpc_id !== vpc.id) throw notAttached(gateway.id, vpc.id);
      if (await hasMappedAddresses(tx, place, vpc.id, now)) throw hasPublicAddresses(vpc.id);
      await tx.updateTable('internet_gateways').set({ vpc_id: null }).where('id', '=', gateway.id).execute();
      return { answer: {} };
    }),
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteInternetGateway.html */
export const deleteInternetGateway = ec2Operation('DeleteInternetGateway', {
  authorizes: ({ InternetGatewayId }, context) =>
    onResource(context, 'DeleteInternetGateway', INTERNET_GATEWAY, InternetGatewayId),
  runs: (input, context) =>
    change(context, input, async (tx) => {
      const gateway = await requireOne(tx, INTERNET_GATEWAY, placeOf(context), input.InternetGatewayId);
      if (gateway.vpc_id !== null) throw hasDependencies('internetGateway', gateway.id);
      await deleteOne(tx, 'internet_gateways', gateway.id);
      return { answer: {} };
    }),
});

function tagsOf({ TagSpecifications }: CreateInternetGatewayRequest): Tags | undefined {
  return readTagSpecifications(TagSpecifications, ['internet-gateway'])['internet-gateway'];
}
