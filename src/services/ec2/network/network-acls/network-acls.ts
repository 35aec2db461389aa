import type { CreateNetworkAclRequest } from '../../../../model/generated/ec2.ts';
import { readTags } from '../../instances/instance-record.ts';
import { change, ec2Operation, regionKey } from '../../ec2-operation.ts';
import type { ResourceWords } from '../../errors.ts';
import { onceByToken } from '../../shared/client-tokens.ts';
import { ec2Arn, placeOf, type Place } from '../../shared/place.ts';
import { assertIdOf, NETWORK_ACL, SUBNET, VPC } from '../../shared/resources.ts';
import type { ReadTx } from '../../../../store/store.ts';
import { readTagSpecifications, type Tags } from '../../tags/tags.ts';
import { ensureDefaultNetwork } from '../default-network.ts';
import {
  aclInDifferentNetwork,
  defaultAclDeletion,
  hasDependencies,
  limitExceeded,
  unknownAssociation,
} from '../network-errors.ts';
import type { NetworkAclRecord, SubnetAssociation } from '../network-records.ts';
import { deleteOne, insertOne, readAll, requireOne, updateData } from '../network-store.ts';
import { onNew, onResource } from '../on-resource.ts';
import { networkAclToWire } from './describe-network-acls.ts';

const MAX_ACLS = 200;

const ASSOCIATION: ResourceWords = {
  prefix: 'aclassoc-',
  code: 'InvalidAssociationID',
  malformedCode: 'InvalidNetworkAclAssociationId',
  noun: 'association ID',
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAcl.html */
export const createNetworkAcl = ec2Operation('CreateNetworkAcl', {
  async authorizes(input, context) {
    const place = placeOf(context);
    await ensureDefaultNetwork(context.house.store, place, context.house.clock.now());
    const onVpc = await onResource(context, 'CreateNetworkAcl', VPC, input.VpcId);
    const keys = { 'ec2:Vpc': ec2Arn(place, `vpc/${input.VpcId}`) };
    return [onVpc, ...onNew(context, 'CreateNetworkAcl', 'network-acl', tagsOf(input), keys)];
  },
  async runs(input, context) {
    const tags = tagsOf(input);
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const id = await onceByToken(tx, place, 'CreateNetworkAcl', input, now, async () => {
        const vpc = await requireOne(tx, VPC, place, input.VpcId);
        const acls = await readAll(tx, 'network_acls', place);
        if (acls.filter(({ vpc_id }) => vpc_id === vpc.id).length >= MAX_ACLS) {
          throw limitExceeded('NetworkAclLimitExceeded', 'network ACLs');
        }
        const data = { entries: [], associations: [] };
        const row = { id: context.house.ids.hex('acl'), vpc_id: vpc.id, is_default: 0, data } as const;
        return (await insertOne(tx, 'network_acls', place, now, row, tags)).id;
      });
      const record = await requireOne(tx, NETWORK_ACL, place, id);
      const shown = (await readTags(tx, [id])).get(id);
      const NetworkAcl = networkAclToWire({ record, tags: shown });
      return { answer: { NetworkAcl, ClientToken: input.ClientToken } };
    });
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkAcl.html */
export const deleteNetworkAcl = ec2Operation('DeleteNetworkAcl', {
  authorizes: ({ NetworkAclId }, context) =>
    onResource(context, 'DeleteNetworkAcl', NETWORK_ACL, NetworkAclId),
  runs: (input, context) =>
    change(context, input, async (tx) => {
      const { id, is_default, data } = await requireOne(
        tx,
        NETWORK_ACL,
        placeOf(context),
        input.NetworkAclId,
      );
      if (is_default === 1) throw defaultAclDeletion(id);
      if (data.associations.length > 0) throw hasDependencies('networkAcl', id);
      await deleteOne(tx, 'network_acls', id);
      return { answer: {} };
    }),
});

/**
 * Gives a subnet another network ACL: it always has one.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceNetworkAclAssociation.html
 */
export const replaceNetworkAclAssociation = ec2Operation('ReplaceNetworkAclAssociation', {
  async authorizes({ AssociationId, NetworkAclId }, context) {
    assertIdOf(ASSOCIATION, AssociationId);
    const place = placeOf(context);
    const found = await context.house.store.read((tx) => findAssociation(tx, place, AssociationId));
    const action = 'ReplaceNetworkAclAssociation';
    return [
      await onResource(context, action, NETWORK_ACL, NetworkAclId),
      found === undefined
        ? { action: `ec2:${action}`, resource: ec2Arn(place, 'subnet/*'), keys: regionKey(context) }
        : await onResource(context, action, SUBNET, found.association.subnetId),
    ];
  },
  runs: (input, context) =>
    change(context, input, async (tx) => {
      const place = placeOf(context);
      const found = await findAssociation(tx, place, input.AssociationId);
      if (found === undefined) throw unknownAssociation(input.AssociationId);
      const { acl: before, association } = found;
      const after = await requireOne(tx, NETWORK_ACL, place, input.NetworkAclId);
      if (before.vpc_id !== after.vpc_id) throw aclInDifferentNetwork(after.id, association.subnetId);
      const NewAssociationId = context.house.ids.hex('aclassoc');
      const left = before.data.associations.filter((each) => each !== association);
      await updateData(tx, 'network_acls', before, { associations: left });
      const kept = after.id === before.id ? left : after.data.associations;
      const associations = [...kept, { id: NewAssociationId, subnetId: association.subnetId }];
      await updateData(tx, 'network_acls', after, { associations });
      return { answer: { NewAssociationId } };
    }),
});

async function findAssociation(
  tx: ReadTx,
  place: Place,
  associationId: string,
): Promise<{ readonly acl: NetworkAclRecord; readonly association: SubnetAssociation } | undefined> {
  for (const acl of await readAll(tx, 'network_acls', place)) {
    const association = acl.data.associations.find(({ id }) => id === associationId);
    if (association !== undefined) return { acl, association };
  }
  return undefined;
}

function tagsOf({ TagSpecifications }: CreateNetworkAclRequest): Tags | undefined {
  return readTagSpecifications(TagSpecifications, ['network-acl'])['network-acl'];
}
