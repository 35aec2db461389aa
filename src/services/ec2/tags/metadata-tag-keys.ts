import type { MetadataOptions } from '../../../operation/instances.ts';
import { invalidTag } from '../errors.ts';

const KEY = /^[0-9a-zA-Z\-_+=,.@:]{1,255}$/;
const RESERVED: ReadonlySet<string> = new Set(['.', '..', '_index']);

/**
 * Holds tag keys to what a path of the metadata service can tell, where an instance shows its tags there.
 *
 * @param keys all that the instance has or is about to have
 * @throws AwsError InvalidParameterValue for the first that cannot be shown
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/work-with-tags-in-IMDS.html
 */
export function assertKeysForMetadata(
  { instanceMetadataTags }: Pick<MetadataOptions, 'instanceMetadataTags'>,
  keys: Iterable<string>,
): void {
  if (instanceMetadataTags === 'disabled') return;
  for (const key of keys) {
    if (KEY.test(key) && !RESERVED.has(key)) continue;
    // AWS prints its pattern with both backslashes.
    throw invalidTag(
      `'${key}' is not a valid tag key. Tag keys must match pattern ([0-9a-zA-Z\\\\-_+=,.@:]{1,255}), ` +
        "and must not be a reserved name ('.', '..', '_index')",
    );
  }
}
