import type { ResourceType } from '../../../operation/resource-type.ts';
import { bucketPolicyResource, bucketResource } from './bucket-resources.ts';

/** The resource types of S3's. */
export const s3ResourceTypes: readonly ResourceType[] = [bucketResource, bucketPolicyResource];
