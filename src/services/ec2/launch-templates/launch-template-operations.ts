import type { Operation } from '../../../operation/operation.ts';
import { createLaunchTemplateVersion } from './create-launch-template-version.ts';
import { createLaunchTemplate } from './create-launch-template.ts';
import { deleteLaunchTemplate, deleteLaunchTemplateVersions } from './delete-launch-template.ts';
import { describeLaunchTemplateVersions } from './describe-launch-template-versions.ts';
import { describeLaunchTemplates } from './describe-launch-templates.ts';
import { getLaunchTemplateData } from './get-launch-template-data.ts';
import { modifyLaunchTemplate } from './modify-launch-template.ts';

/** Launch templates. */
export const launchTemplateOperations: readonly Operation[] = [
  createLaunchTemplate,
  createLaunchTemplateVersion,
  deleteLaunchTemplate,
  deleteLaunchTemplateVersions,
  describeLaunchTemplateVersions,
  describeLaunchTemplates,
  getLaunchTemplateData,
  modifyLaunchTemplate,
];
