import type { InstanceMetadataOptionsRequest } from '../../../model/generated/ec2.ts';
import type { MetadataOptions } from '../../../operation/instances.ts';
import { invalidParameterValue } from '../errors.ts';
import type { MetadataDefaults } from './metadata-defaults.ts';
import type { ImageRecord } from '../images/image-record.ts';

/**
 * The metadata options of a new instance: what was asked, otherwise the account's own defaults,
 * otherwise what the image wants: IMDSv2 with two hops where it was made for that, both versions with
 * one hop otherwise.
 *
 * @throws AwsError InvalidParameterValue for a hop limit out of 1–64
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
 */
export function defaultMetadataOptions(
  image: ImageRecord,
  account: MetadataDefaults,
  asked: InstanceMetadataOptionsRequest | undefined,
): MetadataOptions {
  const isForV2 = image.imdsSupport === 'v2.0';
  return changedMetadataOptions(
    {
      httpTokens: account.httpTokens ?? (isForV2 ? 'required' : 'optional'),
      httpPutResponseHopLimit: account.httpPutResponseHopLimit ?? (isForV2 ? 2 : 1),
      httpEndpoint: account.httpEndpoint ?? 'enabled',
      httpProtocolIpv6: 'disabled',
      instanceMetadataTags: account.instanceMetadataTags ?? 'disabled',
    },
    asked,
  );
}

const MAX_HOPS = 64;

/** Metadata options with what was asked changed in them. @throws AwsError as {@link defaultMetadataOptions} */
export function changedMetadataOptions(
  options: MetadataOptions,
  asked: InstanceMetadataOptionsRequest | undefined,
): MetadataOptions {
  const hops = asked?.HttpPutResponseHopLimit;
  if (hops !== undefined && (hops < 1 || hops > MAX_HOPS)) {
    throw invalidParameterValue(hops, 'HttpPutResponseHopLimit', 'Specify a value between 1 and 64.');
  }
  return {
    httpTokens: asked?.HttpTokens ?? options.httpTokens,
    httpPutResponseHopLimit: hops ?? options.httpPutResponseHopLimit,
    httpEndpoint: asked?.HttpEndpoint ?? options.httpEndpoint,
    httpProtocolIpv6: asked?.HttpProtocolIpv6 ?? options.httpProtocolIpv6,
    instanceMetadataTags: asked?.InstanceMetadataTags ?? options.instanceMetadataTags,
  };
}
