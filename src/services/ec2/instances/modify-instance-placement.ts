import { ec2Operation } from '../ec2-operation.ts';
import { missingParameter, notInStates, unsupported } from '../errors.ts';
import { attributeKeys, onInstances } from './instance-authorizations.ts';
import { instanceState } from './instance-record.ts';
import { updateInstances } from './update-instance.ts';

/**
 * There are no hosts and no placement groups here, so only the tenancy can be another.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstancePlacement.html
 */
export const modifyInstancePlacement = ec2Operation('ModifyInstancePlacement', {
  authorizes: ({ InstanceId, ...asked }, context) =>
    onInstances(context, 'ModifyInstancePlacement', [InstanceId], attributeKeys(asked)),
  async runs({ InstanceId, Tenancy: tenancy, ...asked }, context) {
    if (asked.GroupName || asked.GroupId) throw unsupported('GroupName');
    if (asked.PartitionNumber !== undefined) throw unsupported('PartitionNumber');
    if (asked.HostId || asked.HostResourceGroupArn || tenancy === 'host') throw unsupported('HostId');
    if (asked.Affinity === 'host') throw unsupported('Affinity=host');
    if (tenancy === undefined && asked.Affinity === undefined && asked.GroupName === undefined) {
      throw missingParameter('Tenancy');
    }
    await updateInstances(context, {}, [InstanceId], (record, now) => {
      if (instanceState(record, now) !== 'stopped') throw notInStates(InstanceId, "'stopped' state");
      return tenancy === undefined ? {} : { tenancy };
    });
    return { Return: true };
  },
});
