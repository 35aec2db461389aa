import type { Template } from '../template/template.ts';
import { typedValue } from '../template/parameter-values.ts';
import { noSuchParameterValue } from '../template/template-errors.ts';
import { AwsError } from '../../../kernel/aws-error.ts';
import { callService } from './service-calls.ts';
import type { Definition } from './records.ts';
import type { Work } from './work.ts';

/** How EC2 is asked whether a parameter's value exists, by the parameter's type. */
const CALLS: Readonly<Record<string, (value: string) => { operation: string; input: object }>> = {
  'AWS::EC2::AvailabilityZone::Name': (value) => ({
    operation: 'DescribeAvailabilityZones',
    input: { ZoneNames: [value] },
  }),
  'AWS::EC2::Image::Id': (value) => ({ operation: 'DescribeImages', input: { ImageIds: [value] } }),
  'AWS::EC2::Instance::Id': (value) => ({ operation: 'DescribeInstances', input: { InstanceIds: [value] } }),
  'AWS::EC2::KeyPair::KeyName': (value) => ({ operation: 'DescribeKeyPairs', input: { KeyNames: [value] } }),
  'AWS::EC2::SecurityGroup::GroupName': (value) => ({
    operation: 'DescribeSecurityGroups',
    input: { GroupNames: [value] },
  }),
  'AWS::EC2::SecurityGroup::Id': (value) => ({
    operation: 'DescribeSecurityGroups',
    input: { GroupIds: [value] },
  }),
  'AWS::EC2::Subnet::Id': (value) => ({ operation: 'DescribeSubnets', input: { SubnetIds: [value] } }),
  'AWS::EC2::VPC::Id': (value) => ({ operation: 'DescribeVpcs', input: { VpcIds: [value] } }),
  'AWS::EC2::Volume::Id': (value) => ({ operation: 'DescribeVolumes', input: { VolumeIds: [value] } }),
};

/**
 * Holds parameters of AWS's own types to what exists, asked as the stack's caller.
 *
 * @throws AwsError ValidationError naming the first that does not
 */
export async function assertParametersExist(
  work: Work,
  { parameters }: Template,
  { parameters: given, stored }: Definition,
): Promise<void> {
  for (const [name, { type }] of parameters) {
    const inner = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(type)?.[1] ?? type;
    const call = CALLS[/^List<(.+)>$/.exec(inner)?.[1] ?? inner];
    const value = stored[name] ?? given[name];
    if (call === undefined || value === undefined) continue;
    const typed = typedValue(type, value);
    for (const one of typeof typed === 'string' ? [typed] : typed) {
      const place = await work.callPlace();
      try {
        await callService(work.house, place, { service: 'ec2', ...call(one) });
      } catch (error) {
        if (error instanceof AwsError && error.status < 403) throw noSuchParameterValue(one, name);
        throw error;
      }
    }
  }
}
