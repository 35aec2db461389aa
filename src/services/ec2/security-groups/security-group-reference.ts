import type { Ec2OperationName, IpPermission, UserIdGroupPair } from '../../../model/generated/ec2.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import type { ReadTx } from '../../../store/store.ts';
import { regionKey } from '../ec2-operation.ts';
import { missingParameter, noDefaultVpc, notFound } from '../errors.ts';
import { readTags } from '../instances/instance-record.ts';
import { findDefaultVpc, readSecurityGroups } from '../network/network-reader.ts';
import type { SecurityGroupRecord } from '../network/network-records.ts';
import { ec2Arn, placeOf, type Place } from '../shared/place.ts';
import { SECURITY_GROUP, assertIdOf } from '../shared/resources.ts';
import { tagList } from '../tags/tags.ts';
import type { RuleRequest } from './security-group-rules.ts';

/** How a request names one security group; by name it is one of the default VPC. */
export interface GroupReference {
  readonly GroupId?: string | undefined;
  readonly GroupName?: string | undefined;
}

/** @throws AwsError InvalidGroupId.Malformed, MissingParameter when neither is given, VPCIdNotSpecified for a name without a default VPC */
export async function findGroup(
  tx: ReadTx,
  place: Place,
  { GroupId, GroupName }: GroupReference,
): Promise<SecurityGroupRecord | undefined> {
  const all = await readSecurityGroups(tx, place);
  if (GroupId !== undefined && GroupId !== '') {
    assertIdOf(SECURITY_GROUP, GroupId);
    return all.find(({ id }) => id === GroupId);
  }
  if (GroupName === undefined || GroupName === '') throw missingParameter('GroupName or GroupId');
  const vpc = await findDefaultVpc(tx, place);
  if (vpc === undefined) throw noDefaultVpc();
  return all.find(({ name, vpc_id }) => name === GroupName && vpc_id === vpc.id);
}

/** @throws AwsError as {@link findGroup}, InvalidGroup.NotFound */
export async function requireGroup(
  tx: ReadTx,
  place: Place,
  reference: GroupReference,
): Promise<SecurityGroupRecord> {
  const group = await findGroup(tx, place, reference);
  if (group !== undefined) return group;
  const { GroupId = '', GroupName = '' } = reference;
  if (GroupId !== '') throw notFound(SECURITY_GROUP, [GroupId]);
  const vpc = await findDefaultVpc(tx, place);
  throw notFound({ ...SECURITY_GROUP, suffix: ` in default VPC '${vpc?.id ?? ''}'` }, [GroupName]);
}

/** The permission of an action on a security group, asked for by its ARN alone where there is none. */
export async function onSecurityGroup(
  context: OperationContext,
  action: Ec2OperationName,
  group: SecurityGroupRecord | undefined,
  { GroupId }: GroupReference,
): Promise<Authorization> {
  const place = placeOf(context);
  const id = group?.id ?? GroupId ?? '*';
  const tags = await context.house.store.read((tx) => readTags(tx, [id]));
  return {
    action: `ec2:${action}`,
    resource: ec2Arn(place, `security-group/${id}`),
    keys: {
      'ec2:SecurityGroupID': group?.id,
      'ec2:Vpc': group && ec2Arn(place, `vpc/${group.vpc_id}`),
      ...(group && resourceTagKeys(tagList(tags.get(group.id)), 'ec2')),
      ...regionKey(context),
    },
  };
}

/** A request for rules in which other groups stand by their ids: by name they are of the default VPC. */
export async function withGroupIds(tx: ReadTx, place: Place, request: RuleRequest): Promise<RuleRequest> {
  const { SourceSecurityGroupName: source, IpPermissions } = request;
  const idOf = async (GroupName: string) => (await requireGroup(tx, place, { GroupName })).id;
  const permissions: IpPermission[] = [];
  for (const permission of IpPermissions ?? []) {
    const pairs: UserIdGroupPair[] = [];
    for (const pair of permission.UserIdGroupPairs ?? []) {
      const { GroupId = '', GroupName = '' } = pair;
      const id = GroupId === '' && GroupName !== '' ? await idOf(GroupName) : GroupId;
      pairs.push({ ...pair, GroupId: id });
    }
    permissions.push({ ...permission, UserIdGroupPairs: pairs });
  }
  if (source !== undefined && source !== '') {
    const UserIdGroupPairs = [{ GroupId: await idOf(source) }];
    const { IpProtocol = '-1', FromPort, ToPort } = request;
    return { IpPermissions: [...permissions, { IpProtocol, FromPort, ToPort, UserIdGroupPairs }] };
  }
  return { ...request, IpPermissions: permissions };
}
