import type { ModifyInstanceMetadataDefaultsRequest } from '../../../model/generated/ec2.ts';
import { change, describing, ec2Operation, regionKey } from '../ec2-operation.ts';
import { invalidParameterValue, missingParameter } from '../errors.ts';
import {
  METADATA_DEFAULTS,
  readMetadataDefaults,
  type MetadataDefaults,
} from '../launch/metadata-defaults.ts';
import { placeOf } from '../shared/place.ts';
import { writeRegionSetting } from '../shared/region-settings.ts';
import { attributeKeys } from './instance-authorizations.ts';

const MAX_HOPS = 64;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetInstanceMetadataDefaults.html */
export const getInstanceMetadataDefaults = ec2Operation('GetInstanceMetadataDefaults', {
  authorizes: describing('GetInstanceMetadataDefaults'),
  async runs(_input, context) {
    const defaults = await context.house.store.read((tx) => readMetadataDefaults(tx, placeOf(context)));
    return {
      AccountLevel: {
        HttpTokens: defaults.httpTokens,
        HttpPutResponseHopLimit: defaults.httpPutResponseHopLimit,
        HttpEndpoint: defaults.httpEndpoint,
        InstanceMetadataTags: defaults.instanceMetadataTags,
        HttpTokensEnforced: defaults.httpTokensEnforced,
        ManagedBy: 'account',
      },
    };
  },
});

/** What is not given stays; `no-preference`, and -1 of hops, leave it to the image again. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataDefaults.html */
export const modifyInstanceMetadataDefaults = ec2Operation('ModifyInstanceMetadataDefaults', {
  authorizes({ DryRun: _dryRun, ...asked }, context) {
    if (Object.values(asked).every((value) => value === undefined)) throw missingParameter('HttpTokens');
    const keys = { ...attributeKeys(asked), ...regionKey(context) };
    const { 'ec2:Attribute': _names, ...each } = keys;
    return { action: 'ec2:ModifyInstanceMetadataDefaults', resource: '*', keys: each };
  },

  async runs(input, context) {
    const hops = input.HttpPutResponseHopLimit;
    if (hops !== undefined && hops !== -1 && (hops < 1 || hops > MAX_HOPS)) {
      throw invalidParameterValue(hops, 'HttpPutResponseHopLimit', 'Specify a value between 1 and 64.');
    }
    return change(context, input, async (tx) => {
      const place = placeOf(context);
      const changed = changedDefaults(await readMetadataDefaults(tx, place), input);
      await writeRegionSetting(tx, place, METADATA_DEFAULTS, changed);
      return { answer: { Return: true } };
    });
  },
});

function changedDefaults(
  before: MetadataDefaults,
  asked: ModifyInstanceMetadataDefaultsRequest,
): MetadataDefaults {
  const hops = asked.HttpPutResponseHopLimit;
  return {
    httpTokens: chosen(asked.HttpTokens, before.httpTokens),
    httpPutResponseHopLimit: hops === -1 ? undefined : (hops ?? before.httpPutResponseHopLimit),
    httpEndpoint: chosen(asked.HttpEndpoint, before.httpEndpoint),
    instanceMetadataTags: chosen(asked.InstanceMetadataTags, before.instanceMetadataTags),
    httpTokensEnforced: chosen(asked.HttpTokensEnforced, before.httpTokensEnforced),
  };
}

function chosen<T extends string>(
  asked: T | 'no-preference' | undefined,
  before: T | undefined,
): T | undefined {
  if (asked === undefined) return before;
  return asked === 'no-preference' ? undefined : asked;
}
