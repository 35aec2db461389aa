import type { Service } from '../../operation/service.ts';
import { taggingErrors } from './errors.ts';
import { getResources } from './get-resources.ts';
import { getTagKeys, getTagValues } from './get-tag-keys.ts';
import { tagResources, untagResources } from './tag-resources.ts';

/** The Resource Groups Tagging API: tags of what any service holds, by ARN. */
export const taggingService: Service = {
  name: 'tagging',
  operations: [getResources, getTagKeys, getTagValues, tagResources, untagResources],
  denies: (denial) => taggingErrors.accessDenied(denial.sentence),
};
