import { change, ec2Operation } from '../ec2-operation.ts';
import { invalidParameterCombination, notInStates } from '../errors.ts';
import { attributeKeys, onInstances } from './instance-authorizations.ts';
import { requireInstance } from './instance-reader.ts';
import { instanceState, readTags } from './instance-record.ts';
import { metadataOptionsToWire } from './instance-to-wire.ts';
import { changedMetadataOptions } from '../launch/launch-defaults.ts';
import { readMetadataDefaults, tokensEnforced } from '../launch/metadata-defaults.ts';
import { placeOf } from '../shared/place.ts';
import { isEnded } from '../shared/states.ts';
import { assertKeysForMetadata } from '../tags/metadata-tag-keys.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataOptions.html */
export const modifyInstanceMetadataOptions = ec2Operation('ModifyInstanceMetadataOptions', {
  authorizes: ({ InstanceId, DryRun: _dryRun, ...asked }, context) =>
    onInstances(context, 'ModifyInstanceMetadataOptions', [InstanceId], attributeKeys(asked)),
  async runs(input, context) {
    const { InstanceId, DryRun: _dryRun, ...asked } = input;
    if (Object.values(asked).every((value) => value === undefined)) {
      throw invalidParameterCombination('At least one metadata option must be specified.');
    }
    return change(context, input, async (tx, now) => {
      const record = await requireInstance(tx, placeOf(context), InstanceId, now);
      if (isEnded(instanceState(record, now))) {
        throw notInStates(InstanceId, "'pending', 'running', 'stopping' or 'stopped' states");
      }
      const metadataOptions = changedMetadataOptions(record.data.metadataOptions, asked);
      const defaults = await readMetadataDefaults(tx, placeOf(context));
      const problem = asked.HttpTokens && tokensEnforced(defaults, metadataOptions, 'change');
      if (problem !== undefined) throw problem;
      const tags = (await readTags(tx, [InstanceId])).get(InstanceId);
      assertKeysForMetadata(metadataOptions, Object.keys(tags ?? {}));
      const data = { ...record.data, metadataOptions };
      await tx
        .updateTable('instances')
        .set({ data: JSON.stringify(data) })
        .where('id', '=', InstanceId)
        .execute();
      // Answered as pending, described as applied from then on: so AWS does.
      const options = metadataOptionsToWire({ ...record, data }, 'pending');
      return { answer: { InstanceId, InstanceMetadataOptions: options }, instances: [InstanceId] };
    });
  },
});
