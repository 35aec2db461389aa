/** What a resource type has to do with roles and policies: where its properties hold what, as ways of `valuesAt`. */
export interface TypeFacts {
  readonly role?: { readonly name: string; readonly path: string; readonly trust: string } | undefined;
  readonly profile?: { readonly name: string; readonly roles: string } | undefined;
  /** Where it wants the name of an instance profile. */
  readonly profileNames?: readonly string[] | undefined;
  readonly profileArns?: readonly string[] | undefined;
  /** Where it takes either. */
  readonly profileNamesOrArns?: readonly string[] | undefined;
  /** Where it wants a role's ARN, and which service takes that role. */
  readonly roleArns?: Readonly<Record<string, string>> | undefined;
  /** Where a service takes either the ARN or the name of a role. */
  readonly roleNamesOrArns?: Readonly<Record<string, string>> | undefined;
  readonly roleNames?: readonly string[] | undefined;
  readonly policyArns?: readonly string[] | undefined;
  readonly identityPolicies?: readonly string[] | undefined;
  /** Where it holds a resource's policy, and of which type that is. */
  readonly resourcePolicies?: Readonly<Record<string, string>> | undefined;
}
