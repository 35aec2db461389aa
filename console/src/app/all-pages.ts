import { accessMapPages } from '../pages/access-map/pages.ts';
import { activityPages } from '../pages/activity/pages.ts';
import { cloudformationPages } from '../pages/cloudformation/pages.ts';
import { ec2Pages } from '../pages/ec2/pages.ts';
import { groupPages } from '../pages/groups/pages.ts';
import { homePages } from '../pages/home/pages.ts';
import { identityProviderPages } from '../pages/identity-providers/pages.ts';
import { instanceProfilePages } from '../pages/instance-profiles/pages.ts';
import { lambdaPages } from '../pages/lambda/pages.ts';
import { policiesPages } from '../pages/policies/pages.ts';
import { rolePages } from '../pages/roles/pages.ts';
import { s3Pages } from '../pages/s3/pages.ts';
import { simulatorPages } from '../pages/simulator/pages.ts';
import { tagEditorPages } from '../pages/tag-editor/pages.ts';
import { userPages } from '../pages/users/pages.ts';
import type { ConsolePage } from './console-page.ts';

/** Every page of the console, in the navigation's order. */
export const ALL_PAGES: readonly ConsolePage[] = [
  ...homePages,
  ...accessMapPages,
  ...activityPages,
  ...simulatorPages,
  ...userPages,
  ...groupPages,
  ...rolePages,
  ...policiesPages,
  ...instanceProfilePages,
  ...identityProviderPages,
  ...ec2Pages,
  ...s3Pages,
  ...lambdaPages,
  ...cloudformationPages,
  ...tagEditorPages,
];
