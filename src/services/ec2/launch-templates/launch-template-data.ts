import type { RequestLaunchTemplateData } from '../../../model/generated/ec2.ts';
import {
  invalidParameterCombination,
  invalidParameterValue,
  missingParameter,
  unsupported,
} from '../errors.ts';
import { readUserData } from '../instances/user-data.ts';

const LONGEST_DESCRIPTION = 255;

/**
 * Checks a version's data as EC2 does when it is written down: only its form. Whether what it names
 * exists is asked at each launch.
 *
 * @throws AwsError MissingParameter for empty data; NotImplemented for what AWS has ended
 */
export function assertTemplateData(data: RequestLaunchTemplateData): void {
  const given = Object.values(data).filter((value) => value !== undefined);
  if (given.length === 0) throw missingParameter('LaunchTemplateData');
  if (data.Operator !== undefined) throw unsupported('LaunchTemplateData.Operator');
  if ((data.ElasticGpuSpecifications ?? []).length > 0) {
    throw unsupported('LaunchTemplateData.ElasticGpuSpecification');
  }
  if ((data.ElasticInferenceAccelerators ?? []).length > 0) {
    throw unsupported('LaunchTemplateData.ElasticInferenceAccelerator');
  }
  if (data.InstanceType !== undefined && data.InstanceRequirements !== undefined) {
    throw invalidParameterCombination(
      'You can specify only one of InstanceType or InstanceRequirements, not both.',
    );
  }
  readUserData(data.UserData === '' ? undefined : data.UserData);
}

/** @throws AwsError InvalidParameterValue for a description that is too long */
export function assertDescription(description: string | undefined): void {
  if (description !== undefined && description.length > LONGEST_DESCRIPTION) {
    throw invalidParameterValue(
      description,
      'VersionDescription',
      `Expecting at most ${LONGEST_DESCRIPTION} characters.`,
    );
  }
}
