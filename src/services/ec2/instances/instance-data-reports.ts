import type { ReportInstanceStatusRequest } from '../../../model/generated/ec2.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { invalid, invalidParameterCombination, missingParameter } from '../errors.ts';
import { placeOf } from '../shared/place.ts';
import { onInstances } from './instance-authorizations.ts';
import { requireInstance, requireInstances } from './instance-reader.ts';

/**
 * No password: EC2 has one only once Windows wrote it to its log, and none runs here.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetPasswordData.html
 */
export const getPasswordData = ec2Operation('GetPasswordData', {
  authorizes: ({ InstanceId }, context) => onInstances(context, 'GetPasswordData', [InstanceId]),
  async runs({ InstanceId }, context) {
    const now = context.house.clock.now();
    const { data } = await context.house.store.read((tx) =>
      requireInstance(tx, placeOf(context), InstanceId, now.getTime()),
    );
    return { InstanceId, Timestamp: new Date(data.launchTime), PasswordData: '' };
  },
});

/** No machine here has such a store. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetInstanceUefiData.html */
export const getInstanceUefiData = ec2Operation('GetInstanceUefiData', {
  authorizes: ({ InstanceId }, context) => onInstances(context, 'GetInstanceUefiData', [InstanceId]),
  async runs({ InstanceId }, context) {
    const now = context.house.clock.now().getTime();
    await context.house.store.read((tx) => requireInstance(tx, placeOf(context), InstanceId, now));
    throw invalid('UnsupportedOperation', `UEFI data is not available for instance '${InstanceId}'.`);
  },
});

/** Nobody reads the reports, and they change no status: so AWS says. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReportInstanceStatus.html */
export const reportInstanceStatus = ec2Operation('ReportInstanceStatus', {
  authorizes(input, context) {
    assertReport(input);
    return onInstances(context, 'ReportInstanceStatus', input.Instances);
  },
  async runs({ Instances }, context) {
    const now = context.house.clock.now().getTime();
    await context.house.store.read((tx) => requireInstances(tx, placeOf(context), Instances, now));
    return {};
  },
});

function assertReport({ Instances, ReasonCodes, StartTime, EndTime }: ReportInstanceStatusRequest): void {
  if (Instances.length === 0) throw missingParameter('instanceId');
  if (ReasonCodes.length === 0) throw missingParameter('reasonCode');
  if (StartTime !== undefined && EndTime !== undefined && EndTime < StartTime) {
    throw invalidParameterCombination('The end time must not be before the start time.');
  }
}

/** Volumes are encrypted only when that is asked for: nobody changes it here. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetEbsEncryptionByDefault.html */
export const getEbsEncryptionByDefault = ec2Operation('GetEbsEncryptionByDefault', {
  authorizes: describing('GetEbsEncryptionByDefault'),
  runs: async () => ({ EbsEncryptionByDefault: false, SseType: 'none' }),
});
