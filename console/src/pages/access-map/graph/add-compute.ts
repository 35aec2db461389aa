import type { Instance } from '@aws-sdk/client-ec2';
import type { InstanceProfile } from '@aws-sdk/client-iam';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { paths } from '../../../parts/paths.ts';
import { trustsService } from '../../../parts/trust.ts';
import { addTrust } from './add-trust.ts';
import type { GraphBuilder } from './graph-builder.ts';
import type { MapSources } from './map-sources.ts';

/** Instance profiles with the role that each holds; an answer about profiles tells the role's trust too. */
export function addProfiles(
  builder: GraphBuilder,
  profiles: readonly InstanceProfile[],
  accountId: string,
): void {
  for (const { Arn = '', InstanceProfileName = '', Roles = [] } of profiles) {
    const to = paths.instanceProfile(InstanceProfileName);
    builder.add({ id: Arn, kind: 'profile', name: InstanceProfileName, arn: Arn, to });
    const [role] = Roles;
    if (role?.Arn === undefined) {
      builder.remark(Arn, 'profile-empty');
      continue;
    }
    const { Arn: roleArn, RoleName = '', AssumeRolePolicyDocument: trust } = role;
    if (!builder.has(roleArn)) {
      builder.add({ id: roleArn, kind: 'role', name: RoleName, arn: roleArn, to: paths.role(RoleName) });
      addTrust(builder, roleArn, trust, accountId);
    }
    builder.connect(roleArn, Arn, 'in-profile');
    if (!trustsService(trust, 'ec2.amazonaws.com')) builder.remark(Arn, 'profile-role-untrusting');
  }
}

/** Instances that are not gone, with the profile that each carries, were it itself gone. */
export function addInstances(builder: GraphBuilder, sources: MapSources): void {
  const { accountId, region, instances = [], profiles } = sources;
  const byId = new Map(profiles?.map((profile) => [profile.InstanceProfileId, profile]));
  for (const instance of instances) {
    const { InstanceId = '', State, IamInstanceProfile } = instance;
    if (State?.Name === 'terminated') continue;
    const arn = `arn:aws:ec2:${region}:${accountId}:instance/${InstanceId}`;
    const name = nameOf(instance);
    builder.add({
      id: arn,
      kind: 'instance',
      name: name ?? InstanceId,
      note: [name === undefined ? undefined : InstanceId, State?.Name].filter(Boolean).join(' · '),
      arn,
      to: paths.instance(InstanceId),
    });
    const { Arn: profileArn, Id: profileId } = IamInstanceProfile ?? {};
    if (profileArn === undefined) continue;
    const profile = byId.get(profileId);
    if (profiles !== undefined && profile === undefined) {
      addMissingProfile(builder, profileArn, profileId ?? '', arn);
      continue;
    }
    builder.add({ id: profileArn, kind: 'profile', name: lastOf(profileArn), arn: profileArn });
    builder.connect(profileArn, arn, 'on-instance');
    const role = profile?.Roles?.[0];
    if (profile === undefined) continue;
    if (role === undefined) builder.remark(arn, 'instance-profile-empty');
    else if (!trustsService(role.AssumeRolePolicyDocument, 'ec2.amazonaws.com'))
      builder.remark(arn, 'instance-role-untrusting');
  }
}

/** A profile that was deleted, and maybe made anew under its name: the instance carries the old one. */
function addMissingProfile(builder: GraphBuilder, arn: string, profileId: string, instance: string): void {
  const id = `${arn}#${profileId}`;
  builder.add({ id, kind: 'profile', name: lastOf(arn), note: profileId });
  builder.remark(id, 'profile-missing');
  builder.connect(id, instance, 'on-instance');
  builder.remark(instance, 'instance-profile-missing');
}

/** Functions with the role that each runs as. */
export function addFunctions(
  builder: GraphBuilder,
  functions: readonly FunctionConfiguration[],
  { identities }: MapSources,
): void {
  const roles = new Map(identities?.roles.map((role) => [role.Arn, role]));
  for (const { FunctionArn = '', FunctionName = '', Role = '' } of functions) {
    builder.add({
      id: FunctionArn,
      kind: 'function',
      name: FunctionName,
      arn: FunctionArn,
      to: paths.function(FunctionName),
    });
    if (Role === '') continue;
    const role = roles.get(Role);
    if (identities !== undefined && role === undefined) builder.remark(FunctionArn, 'function-role-missing');
    else if (role !== undefined && !trustsService(role.AssumeRolePolicyDocument, 'lambda.amazonaws.com'))
      builder.remark(FunctionArn, 'function-role-untrusting');
    if (identities === undefined)
      builder.add({ id: Role, kind: 'role', name: lastOf(Role), arn: Role, to: paths.role(lastOf(Role)) });
    builder.connect(Role, FunctionArn, 'of-function');
  }
}

function nameOf({ Tags = [] }: Instance): string | undefined {
  const name = Tags.find(({ Key }) => Key === 'Name')?.Value;
  return name === '' ? undefined : name;
}

function lastOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
