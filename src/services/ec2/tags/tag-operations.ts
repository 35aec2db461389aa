import type { Operation } from '../../../operation/operation.ts';
import { createTags, deleteTags } from './create-tags.ts';
import { describeTags } from './describe-tags.ts';

/** Tags of any resource. */
export const tagOperations: readonly Operation[] = [createTags, deleteTags, describeTags];
