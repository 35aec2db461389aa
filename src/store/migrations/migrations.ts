import { identity } from './001-identity.ts';
import { ec2 } from './002-ec2.ts';
import { s3 } from './003-s3.ts';
import { nodes } from './004-nodes.ts';
import { organizations } from './005-organizations.ts';
import { refusals } from './006-refusals.ts';
import { iamCredentials } from './007-iam-credentials.ts';
import { vpcEndpoints } from './008-vpc-endpoints.ts';
import { oidcProviders } from './009-oidc-providers.ts';
import { samlProviders } from './010-saml-providers.ts';
import { networks } from './011-networks.ts';
import { instances } from './012-instances.ts';
import { objectVersions } from './015-object-versions.ts';
import { onceTagged } from './017-once-tagged.ts';
import { stacks } from './018-stacks.ts';
import { parameters } from './019-parameters.ts';
import { repositories } from './020-repositories.ts';
import { publicAddresses } from './021-public-addresses.ts';
import { logs } from './022-logs.ts';
import { functions } from './023-functions.ts';
import { layers } from './024-layers.ts';
import { stackRequests } from './025-stack-requests.ts';
import { functionUrls } from './026-function-urls.ts';
import { driftDetections } from './027-drift-detections.ts';
import type { Migration } from './schema.ts';

/** The schema's history, oldest first. `SCHEMA_VERSION` counts it. */
export const MIGRATIONS: readonly Migration[] = [
  identity,
  ec2,
  s3,
  nodes,
  organizations,
  refusals,
  iamCredentials,
  vpcEndpoints,
  oidcProviders,
  samlProviders,
  networks,
  instances,
  objectVersions,
  onceTagged,
  stacks,
  parameters,
  repositories,
  publicAddresses,
  logs,
  functions,
  layers,
  stackRequests,
  functionUrls,
  driftDetections,
];
