/** An instance profile as EC2 and the metadata service meet it. */
export interface InstanceProfileView {
  readonly profileId: string;
  readonly arn: string;
  readonly name: string;
  /** The role it holds; `undefined` for an empty one. */
  readonly role: { readonly roleId: string; readonly name: string; readonly arn: string } | undefined;
}

/** How EC2 and the metadata service look an instance profile up; IAM answers. */
export interface InstanceProfiles {
  byName(accountId: string, name: string): Promise<InstanceProfileView | undefined>;
  byArn(arn: string): Promise<InstanceProfileView | undefined>;
  /** By unique id: finds a profile only as long as it is the same one. */
  byId(profileId: string): Promise<InstanceProfileView | undefined>;
}
