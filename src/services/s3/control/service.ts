import type { Service } from '../../../operation/service.ts';
import { denialError } from '../denial-error.ts';
import { listTagsForResource, tagResource, untagResource } from './resource-tags.ts';

/** S3 Control: the tags of buckets, as every service's TagResource has them. */
export const s3ControlService: Service = {
  name: 's3control',
  operations: [listTagsForResource, tagResource, untagResource],
  denies: denialError,
};
