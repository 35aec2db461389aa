/**
 * Where each page is: pages do not import each other, they link by these. Names are encoded, for paths and ARNs hold
 * slashes. What creates something is beside the listing, not below it: a role or bucket may itself be called `create`.
 */
export const paths = {
  home: () => '/',
  users: () => '/iam/users',
  user: (name: string) => `/iam/users/${encodeURIComponent(name)}`,
  groups: () => '/iam/groups',
  group: (name: string) => `/iam/groups/${encodeURIComponent(name)}`,
  roles: () => '/iam/roles',
  createRole: () => '/iam/create-role',
  role: (name: string) => `/iam/roles/${encodeURIComponent(name)}`,
  policies: () => '/iam/policies',
  createPolicy: () => '/iam/create-policy',
  policy: (arn: string) => `/iam/policies/${encodeURIComponent(arn)}`,
  editPolicy: (arn: string) => `/iam/policies/${encodeURIComponent(arn)}/edit`,
  createUser: () => '/iam/create-user',
  createGroup: () => '/iam/create-group',
  instanceProfiles: () => '/iam/instance-profiles',
  instanceProfile: (name: string) => `/iam/instance-profiles/${encodeURIComponent(name)}`,
  identityProviders: () => '/iam/identity-providers',
  createIdentityProvider: () => '/iam/create-identity-provider',
  identityProvider: (arn: string) => `/iam/identity-providers/${encodeURIComponent(arn)}`,
  instances: () => '/ec2/instances',
  launchInstance: () => '/ec2/instances/launch',
  instance: (id: string) => `/ec2/instances/${encodeURIComponent(id)}`,
  modifyIamRole: (id: string) => `/ec2/instances/${encodeURIComponent(id)}/modify-iam-role`,
  profileAssociations: () => '/ec2/iam-instance-profile-associations',
  buckets: () => '/s3/buckets',
  createBucket: () => '/s3/create-bucket',
  /** @param prefix the folder that is open in it */
  bucket: (name: string, prefix = '') =>
    `/s3/buckets/${encodeURIComponent(name)}${prefix === '' ? '' : `?prefix=${encodeURIComponent(prefix)}`}`,
  bucketPermissions: (name: string) => `/s3/buckets/${encodeURIComponent(name)}?tab=permissions`,
  upload: (bucket: string, prefix: string) =>
    `/s3/buckets/${encodeURIComponent(bucket)}/upload?prefix=${encodeURIComponent(prefix)}`,
  object: (bucket: string, key: string, versionId?: string) =>
    `/s3/buckets/${encodeURIComponent(bucket)}/object?key=${encodeURIComponent(key)}${
      versionId === undefined ? '' : `&versionId=${encodeURIComponent(versionId)}`
    }`,
  functions: () => '/lambda/functions',
  createFunction: () => '/lambda/create-function',
  function: (name: string) => `/lambda/functions/${encodeURIComponent(name)}`,
  stacks: () => '/cloudformation/stacks',
  createStack: () => '/cloudformation/create-stack',
  /** @param name or its ARN, by which also a deleted one is found */
  stack: (name: string) => `/cloudformation/stacks/${encodeURIComponent(name)}`,
  updateStack: (name: string) => `/cloudformation/stacks/${encodeURIComponent(name)}/update`,
  createChangeSet: (name: string) => `/cloudformation/stacks/${encodeURIComponent(name)}/create-change-set`,
  changeSet: (stack: string, changeSet: string) =>
    `/cloudformation/stacks/${encodeURIComponent(stack)}/change-sets/${encodeURIComponent(changeSet)}`,
  tagEditor: () => '/tag-editor',
  /** @param focus the ARN of what is to be in the middle */
  accessMap: (focus?: string) =>
    `/access-map${focus === undefined ? '' : `?focus=${encodeURIComponent(focus)}`}`,
  /** @param id a request's id, or a denial's authorization id */
  activity: (id?: string) => `/activity${id === undefined ? '' : `/${encodeURIComponent(id)}`}`,
  simulator: () => '/simulator',
} as const;
