import type { CreateSecurityGroupRequest } from '../../../model/generated/ec2.ts';
import type { ReadTx } from '../../../store/store.ts';
import { requestTagKeys, resourceTagKeys } from '../../../operation/tag-keys.ts';
import { insertRule } from './authorize-security-group.ts';
import { ensureDefaultNetwork } from '../network/default-network.ts';
import { change, ec2Operation, regionKey } from '../ec2-operation.ts';
import { invalidParameterValue, invalidValue, noDefaultVpc, notFound } from '../errors.ts';
import { readInstances } from '../instances/instance-reader.ts';
import { readTags } from '../instances/instance-record.ts';
import { tagsToWire } from '../instances/instance-to-wire.ts';
import {
  findDefaultVpc,
  readSecurityGroupRules,
  readSecurityGroups,
  readVpcs,
} from '../network/network-reader.ts';
import type { SecurityGroupData } from '../network/network-records.ts';
import { readAll } from '../network/network-store.ts';
import { ec2Arn, placeOf, type Place } from '../shared/place.ts';
import { assertIdOf, VPC } from '../shared/resources.ts';
import {
  cannotDeleteGroup,
  dependencyViolation,
  duplicateGroup,
  invalidGroupText,
  tooManyGroups,
} from './security-group-errors.ts';
import { findGroup, onSecurityGroup, requireGroup } from './security-group-reference.ts';
import { isEnded } from '../shared/states.ts';
import {
  dropTags,
  putTags,
  readTagSpecifications,
  tagList,
  taggingOnCreate,
  type Tags,
} from '../tags/tags.ts';

/** Groups of an account in a region. */
const MAX_GROUPS = 2500;

/** What EC2 takes in names and descriptions of groups in a VPC. */
const TEXT = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
export const createSecurityGroup = ec2Operation('CreateSecurityGroup', {
  async authorizes(input, context) {
    assertTexts(input);
    const place = placeOf(context);
    await ensureDefaultNetwork(context.house.store, place, context.house.clock.now());
    const vpcId = await context.house.store.read((tx) => vpcOf(tx, input, place));
    const vpcTags = await context.house.store.read((tx) => readTags(tx, [vpcId]));
    const tags = tagsOf(input);
    const group = ec2Arn(place, 'security-group/*');
    const action = 'ec2:CreateSecurityGroup';
    return [
      { action, resource: group, keys: { ...requestTagKeys(tagList(tags)), ...regionKey(context) } },
      {
        action,
        resource: ec2Arn(place, `vpc/${vpcId}`),
        keys: {
          'ec2:VpcID': vpcId,
          'ec2:Tenancy': 'default',
          ...resourceTagKeys(tagList(vpcTags.get(vpcId)), 'ec2'),
          ...regionKey(context),
        },
      },
      ...taggingOnCreate(context, 'CreateSecurityGroup', group, tags),
    ];
  },

  async runs(input, context) {
    const tags = tagsOf(input);
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const vpcId = await vpcOf(tx, input, place);
      if (!(await readVpcs(tx, place)).some(({ id }) => id === vpcId)) throw notFound(VPC, [vpcId]);
      const name = input.GroupName;
      const groups = await readSecurityGroups(tx, place);
      if (groups.some((group) => group.vpc_id === vpcId && group.name === name))
        throw duplicateGroup(name, vpcId);
      if (groups.length >= MAX_GROUPS) throw tooManyGroups();
      const id = context.house.ids.hex('sg');
      const data: SecurityGroupData = { description: input.Description };
      await tx
        .insertInto('security_groups')
        .values({
          id,
          account_id: place.accountId,
          region: place.region,
          created_at: now,
          vpc_id: vpcId,
          name,
          data: JSON.stringify(data),
        })
        .execute();
      await putTags(tx, id, tags);
      const everywhere = { isEgress: true, protocol: '-1', fromPort: -1, toPort: -1, cidrIpv4: '0.0.0.0/0' };
      await insertRule(tx, context, id, everywhere, undefined, now);
      const SecurityGroupArn = ec2Arn(place, `security-group/${id}`);
      return { answer: { GroupId: id, Tags: tagsToWire(tags), SecurityGroupArn }, made: [id] };
    });
  },
});

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html */
export const deleteSecurityGroup = ec2Operation('DeleteSecurityGroup', {
  async authorizes(input, context) {
    const group = await context.house.store.read((tx) => findGroup(tx, placeOf(context), input));
    return onSecurityGroup(context, 'DeleteSecurityGroup', group, input);
  },

  async runs(input, context) {
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const { id, name } = await requireGroup(tx, place, input);
      if (name === 'default') throw cannotDeleteGroup(id, name);
      const rules = await readSecurityGroupRules(tx, place);
      const isReferenced = rules.some(
        ({ group_id, data }) => group_id !== id && data.referencedGroupId === id,
      );
      const instances = await readInstances(tx, place, now);
      const nics = await readAll(tx, 'network_interfaces', place);
      const isUsed =
        nics.some(({ data }) => data.groups?.some(({ groupId }) => groupId === id)) ||
        instances.some(
          ({ state, data }) => !isEnded(state) && data.securityGroups.some(({ groupId }) => groupId === id),
        );
      if (isReferenced || isUsed) throw dependencyViolation(id);
      await dropTags(tx, [id, ...rules.filter(({ group_id }) => group_id === id).map((rule) => rule.id)]);
      await tx.deleteFrom('security_groups').where('id', '=', id).execute();
      return { answer: { Return: true, GroupId: id } };
    });
  },
});

/** @throws AwsError VPCIdNotSpecified, InvalidVpcID.Malformed */
async function vpcOf(tx: ReadTx, { VpcId }: CreateSecurityGroupRequest, place: Place): Promise<string> {
  if (VpcId === undefined || VpcId === '') {
    const vpc = await findDefaultVpc(tx, place);
    if (vpc === undefined) throw noDefaultVpc();
    return vpc.id;
  }
  assertIdOf(VPC, VpcId);
  return VpcId;
}

function tagsOf({ TagSpecifications }: CreateSecurityGroupRequest): Tags | undefined {
  return readTagSpecifications(TagSpecifications, ['security-group'])['security-group'];
}

function assertTexts({ GroupName, Description }: CreateSecurityGroupRequest): void {
  if (GroupName === 'default') throw invalidValue('Cannot use reserved security group name: default');
  if (GroupName.startsWith('sg-')) {
    throw invalidParameterValue(GroupName, 'GroupName', 'Group names may not be in the format sg-*.');
  }
  assertAscii(GroupName, 'GroupName');
  assertAscii(Description, 'GroupDescription');
  if (!TEXT.test(GroupName)) throw invalidGroupText('name');
  if (!TEXT.test(Description)) throw invalidGroupText('description');
}

function assertAscii(text: string, parameter: string): void {
  if (/[^\0-\x7f]/.test(text)) {
    throw invalidParameterValue(text, parameter, 'Character sets beyond ASCII are not supported.');
  }
}
