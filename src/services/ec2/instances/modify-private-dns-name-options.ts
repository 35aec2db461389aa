import { ec2Operation } from '../ec2-operation.ts';
import { missingParameter, notInStates } from '../errors.ts';
import { attributeKeys, onInstances } from './instance-authorizations.ts';
import { instanceState } from './instance-record.ts';
import { updateInstances } from './update-instance.ts';

/** The kind of name can be changed only while the instance is stopped. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyPrivateDnsNameOptions.html */
export const modifyPrivateDnsNameOptions = ec2Operation('ModifyPrivateDnsNameOptions', {
  authorizes: ({ InstanceId, DryRun: _dryRun, ...asked }, context) =>
    onInstances(context, 'ModifyPrivateDnsNameOptions', [InstanceId], attributeKeys(asked)),
  async runs(input, context) {
    const { PrivateDnsHostnameType: hostnameType, EnableResourceNameDnsARecord: aRecord } = input;
    const { EnableResourceNameDnsAAAARecord: aaaaRecord } = input;
    if ([hostnameType, aRecord, aaaaRecord].every((value) => value === undefined)) {
      throw missingParameter('PrivateDnsHostnameType');
    }
    await updateInstances(context, input, [input.InstanceId], (record, now) => {
      const before = record.data.privateDns;
      const isOther = hostnameType !== undefined && hostnameType !== (before?.hostnameType ?? 'ip-name');
      if (isOther && instanceState(record, now) !== 'stopped') {
        throw notInStates(record.id, "'stopped' state");
      }
      return {
        privateDns: {
          hostnameType: hostnameType ?? before?.hostnameType ?? 'ip-name',
          aRecord: aRecord ?? before?.aRecord ?? false,
          aaaaRecord: aaaaRecord ?? before?.aaaaRecord ?? false,
        },
      };
    });
    return { Return: true };
  },
});
