import type { Operation } from '../../../operation/operation.ts';
import { listObjectVersions } from './list-object-versions.ts';
import { listObjects, listObjectsV2 } from './list-objects.ts';

/** What is in a bucket. */
export const listingOperations: readonly Operation[] = [listObjects, listObjectsV2, listObjectVersions];
