import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { requestTagKeys, resourceTagKeys } from '../../../operation/tag-keys.ts';
import { regionKey } from '../ec2-operation.ts';
import type { TagsById } from '../instances/instance-record.ts';
import type { ChosenTemplate } from './chosen-template.ts';
import { isGiven } from './merge-template.ts';
import type { LaunchRequest } from './launch-request.ts';
import type { LaunchSite } from './launch-site.ts';
import { imageKeys } from '../images/image-authorizations.ts';
import { snapshotKeys } from '../snapshots/snapshot-authorizations.ts';
import { volumeKeys } from '../volumes/volume-authorizations.ts';
import { ec2Arn, imageArn, placeOf, publicArn } from '../shared/place.ts';
import { passingRole, type NamedProfile } from '../profile-associations/profile-specification.ts';
import { tagList, taggingOnCreate } from '../tags/tags.ts';

/** Writes down the permission to launch with a resource. */
type Run = (resource: string, keys: ConditionKeys, isOverridden?: boolean) => Authorization;

/** Those of the interfaces: of what is made as of any, of what is there by its id; and of further ones' subnets and groups. */
function interfaceAuthorizations(
  context: OperationContext,
  { request, site, tags }: PlannedLaunch,
  run: Run,
  firstSubnetArn: string,
): Authorization[] {
  const place = placeOf(context);
  const { asked } = request;
  const isOverridden = (index: number) =>
    (asked.NetworkInterfaces ?? []).some(
      ({ DeviceIndex = 0, NetworkInterfaceId }) => DeviceIndex === index && isGiven(NetworkInterfaceId),
    );
  const wanted = request.interfaces.length === 0 ? [undefined] : request.interfaces;
  return wanted.flatMap((nic, at) => {
    const view = site.given.get(nic?.interfaceId ?? '');
    const subnet = view?.subnet ?? site.subnet;
    const subnetArn = at > 0 && nic?.subnetId ? ec2Arn(place, `subnet/${nic.subnetId}`) : firstSubnetArn;
    const keys: ConditionKeys = {
      'ec2:AvailabilityZone': subnet?.availability_zone,
      'ec2:Subnet': view === undefined ? subnetArn : ec2Arn(place, `subnet/${view.subnet.id}`),
      'ec2:Vpc': subnet && ec2Arn(place, `vpc/${subnet.vpc_id}`),
    };
    const id = nic?.interfaceId;
    if (id !== undefined) {
      const own = { 'ec2:NetworkInterfaceID': id, ...resourceTagKeys(tagList(tags.get(id)), 'ec2') };
      return [
        run(
          ec2Arn(place, `network-interface/${id}`),
          { ...keys, ...own },
          isOverridden(nic?.deviceIndex ?? 0),
        ),
      ];
    }
    const publicIp = nic?.publicIp;
    const made = run(ec2Arn(place, 'network-interface/*'), {
      ...keys,
      'ec2:AssociatePublicIpAddress': publicIp === undefined ? undefined : String(publicIp),
      ...requestTagKeys(tagList(request.tags['network-interface'])),
    });
    if (at === 0 || nic === undefined) return [made];
    return [
      made,
      ...(nic.subnetId ? [run(subnetArn, { 'ec2:SubnetID': nic.subnetId })] : []),
      ...nic.groupIds.map((group) =>
        run(ec2Arn(place, `security-group/${group}`), { 'ec2:SecurityGroupID': group }),
      ),
    ];
  });
}

/** A launch with all that was found of it. */
interface PlannedLaunch {
  readonly request: LaunchRequest;
  readonly site: LaunchSite;
  readonly named: NamedProfile | undefined;
  readonly template: ChosenTemplate | undefined;
  readonly tags: TagsById;
}

/** The permission to use a launch template. */
export function usingTemplate(
  context: OperationContext,
  template: ChosenTemplate | undefined,
): Authorization[] {
  if (template === undefined) return [];
  const keys = {
    ...resourceTagKeys(tagList(template.tags), 'ec2'),
    ...templateKeys(template, false),
    ...regionKey(context),
  };
  return [{ action: 'ec2:RunInstances', resource: template.arn, keys }];
}

/**
 * The template's keys, on every resource of a launch by one.
 *
 * @param isOverridden whether the call names another resource than the template does
 */
function templateKeys(template: ChosenTemplate | undefined, isOverridden: boolean): ConditionKeys {
  if (template === undefined) return {};
  return { 'ec2:LaunchTemplate': template.arn, 'ec2:IsLaunchTemplateResource': String(!isOverridden) };
}

/**
 * Every permission of a launch: ec2:RunInstances once for each resource that it makes or uses, each
 * with its own keys; ec2:CreateTags for what is tagged; iam:PassRole for the profile's role.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-runinstances
 */
export function launchAuthorizations(
  context: OperationContext,
  { request, site, named, template, tags }: PlannedLaunch,
): Authorization[] {
  const place = placeOf(context);
  const run = (resource: string, keys: ConditionKeys, isOverridden = false): Authorization => ({
    action: 'ec2:RunInstances',
    resource,
    keys: { ...keys, ...templateKeys(template, isOverridden), ...regionKey(context) },
  });
  const { asked } = request;
  const nics = asked.NetworkInterfaces ?? [];
  const ofResource = (id: string) => resourceTagKeys(tagList(tags.get(id)), 'ec2');
  const vpcArn = site.subnet && ec2Arn(place, `vpc/${site.subnet.vpc_id}`);
  const subnetArn = ec2Arn(place, `subnet/${site.subnet?.id ?? request.subnetId ?? '*'}`);
  const zone = {
    'ec2:AvailabilityZone': site.subnet?.availability_zone,
    'ec2:AvailabilityZoneId': site.subnet?.data.availabilityZoneId,
  };
  const instance = ec2Arn(place, 'instance/*');
  const nic = ec2Arn(place, 'network-interface/*');
  const volume = ec2Arn(place, 'volume/*');
  const groups = request.groupIds.length === 0 ? site.groups.map(({ id }) => id) : request.groupIds;
  return [
    run(instance, {
      ...instanceKeys(request, site, named),
      'ec2:AvailabilityZone': zone['ec2:AvailabilityZone'],
      'ec2:AvailabilityZoneId': zone['ec2:AvailabilityZoneId'],
    }),
    run(
      imageArn(place, request.imageId),
      imageKeys(site.image, tags.get(request.imageId)),
      isGiven(asked.ImageId),
    ),
    run(
      subnetArn,
      {
        ...zone,
        'ec2:SubnetID': site.subnet?.id ?? request.subnetId,
        'ec2:Vpc': vpcArn,
        ...(site.subnet && ofResource(site.subnet.id)),
      },
      isGiven(asked.SubnetId) || nics.some(({ SubnetId }) => isGiven(SubnetId)),
    ),
    ...interfaceAuthorizations(context, { request, site, named, template, tags }, run, subnetArn),
    ...groups.map((id) =>
      run(
        ec2Arn(place, `security-group/${id}`),
        {
          'ec2:SecurityGroupID': id,
          'ec2:Vpc': vpcArn,
          ...ofResource(id),
        },
        isGiven(asked.SecurityGroupIds) ||
          isGiven(asked.SecurityGroups) ||
          nics.some(({ Groups }) => isGiven(Groups)),
      ),
    ),
    ...site.volumes.map((each) =>
      run(volume, {
        ...volumeKeys(place, {
          ...each,
          availabilityZone: site.subnet?.availability_zone,
          availabilityZoneId: site.subnet?.data.availabilityZoneId,
        }),
        ...requestTagKeys(tagList(request.tags.volume)),
      }),
    ),
    ...request.volumes.flatMap(({ deviceName, ebs: { SnapshotId: id } }) =>
      id
        ? [
            run(
              publicArn(place, `snapshot/${id}`),
              snapshotKeys(place, site.snapshots.get(id), tags.get(id)),
              (asked.BlockDeviceMappings ?? []).some(
                ({ DeviceName, Ebs }) => DeviceName === deviceName && isGiven(Ebs?.SnapshotId),
              ),
            ),
          ]
        : [],
    ),
    ...(request.keyName === undefined
      ? []
      : [
          run(
            ec2Arn(place, `key-pair/${request.keyName}`),
            {
              'ec2:KeyPairName': request.keyName,
              'ec2:KeyPairType': site.keyPair?.data.type,
              ...(site.keyPair && ofResource(site.keyPair.id)),
            },
            isGiven(asked.KeyName),
          ),
        ]),
    ...usingTemplate(context, template),
    ...taggingOnCreate(context, 'RunInstances', instance, request.tags.instance),
    ...taggingOnCreate(context, 'RunInstances', volume, request.tags.volume),
    ...taggingOnCreate(context, 'RunInstances', nic, request.tags['network-interface']),
    ...passingRole(named, instance),
  ];
}

function instanceKeys(
  request: LaunchRequest,
  site: LaunchSite,
  named: NamedProfile | undefined,
): ConditionKeys {
  const options = site.metadataOptions;
  return {
    'ec2:InstanceType': request.instanceType,
    'ec2:InstanceProfile': named?.profile?.arn,
    'ec2:InstanceMarketType': 'on-demand',
    'ec2:InstanceAutoRecovery': request.input.MaintenanceOptions?.AutoRecovery,
    'ec2:EbsOptimized': String(request.input.EbsOptimized ?? false),
    'ec2:MetadataHttpEndpoint': options.httpEndpoint,
    'ec2:MetadataHttpTokens': options.httpTokens,
    'ec2:MetadataHttpPutResponseHopLimit': String(options.httpPutResponseHopLimit),
    'ec2:InstanceMetadataTags': options.instanceMetadataTags,
    'ec2:RootDeviceType': 'ebs',
    'ec2:Tenancy': request.tenancy,
    ...requestTagKeys(tagList(request.tags.instance)),
  };
}
