import type { Service } from '../../operation/service.ts';
import { denialError } from './denial-error.ts';
import { s3Tagging } from './tags/s3-tagging.ts';
import { bucketOperations } from './buckets/bucket-operations.ts';
import { settingOperations } from './settings/setting-operations.ts';
import { lifecycleOperations } from './lifecycle/lifecycle-operations.ts';
import { tagOperations } from './tags/tag-operations.ts';
import { objectOperations } from './objects/object-operations.ts';
import { listingOperations } from './listings/listing-operations.ts';
import { multipartOperations } from './multipart/multipart-operations.ts';

/** S3: its operations by family, each family's list in its own file. */
export const s3Service: Service = {
  name: 's3',
  operations: [
    ...bucketOperations,
    ...settingOperations,
    ...lifecycleOperations,
    ...tagOperations,
    ...objectOperations,
    ...listingOperations,
    ...multipartOperations,
  ],
  denies: denialError,
  tagging: s3Tagging,
};
