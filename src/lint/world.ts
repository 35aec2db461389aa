import type { Spot } from './spot.ts';
import type { Value } from './value.ts';

/** What rules look at: roles, profiles and whoever names them, the same for templates and Terraform's plans. */
export interface World {
  readonly form: 'cloudformation' | 'terraform';
  readonly roles: readonly Role[];
  readonly profiles: readonly Profile[];
  /** Types of other resources, by logical id or address. */
  readonly types: ReadonlyMap<string, string>;
  readonly profileUses: readonly ProfileUse[];
  readonly roleUses: readonly RoleUse[];
  /** Where names of roles are wanted. */
  readonly roleNames: readonly NameUse[];
  /** Where ARNs of managed policies are wanted. */
  readonly policyArns: readonly NameUse[];
  readonly documents: readonly PolicyDocument[];
  /** What CloudFormation itself says of the template. */
  readonly problems: readonly EngineProblem[];
  /** What a deploy has to acknowledge. */
  readonly capabilities: readonly { readonly name: string; readonly reason: string; readonly spot: Spot }[];
  /** What a server knows; absent when none was asked. */
  readonly told?: Told | undefined;
}

export interface Role {
  /** A logical id, or Terraform's address. */
  readonly id: string;
  readonly spot: Spot;
  readonly name: string;
  /** The deploy makes the name. */
  readonly isNameMade: boolean;
  readonly path: string;
  readonly trust: Value | undefined;
}

export interface Profile {
  readonly id: string;
  readonly spot: Spot;
  readonly name: string;
  readonly roles: readonly Value[];
  /** How many roles the profile is given at once, at most. */
  readonly most: number;
  /** The place of its list of roles; the profile itself where it has none. */
  readonly rolesSpot: Spot;
}

/** Who names something, and by which property. */
export interface NameUse {
  readonly id: string;
  readonly type: string;
  /** As it is written, for example `Roles`. */
  readonly property: string;
  readonly value: Value;
}

export interface ProfileUse extends NameUse {
  readonly wants: 'name' | 'arn' | 'either';
}

/** Where a role's ARN is wanted, and which service takes the role. */
export interface RoleUse extends NameUse {
  readonly wants: 'arn' | 'either';
  /** For example `lambda.amazonaws.com`. */
  readonly service: string;
}

export interface PolicyDocument extends NameUse {
  readonly use: 'identity' | 'trust' | 'resource';
  /** What carries a resource's policy, for example `AWS::S3::Bucket`. */
  readonly resourceType?: string | undefined;
}

/** A sentence of CloudFormation's. */
export interface EngineProblem {
  readonly says: string;
  readonly mend: string;
  readonly spot: Spot;
  /** Where it stands, for text that cannot be read. */
  readonly position?: { readonly line: number; readonly column: number } | undefined;
  readonly level: 'error' | 'warning' | 'note';
}

/** What a running server says of a deploy by somebody. */
export interface Told {
  /** The deployer's ARN. */
  readonly deployer: string;
  readonly passes: readonly ToldPass[];
  /** Names of profiles that the account does not have. */
  readonly missingProfiles: ReadonlySet<string>;
}

export interface ToldPass {
  readonly asked: Pass;
  /** Why the deployer may not; absent when he may. */
  readonly refusal: string | undefined;
  readonly mend: string;
  /** How the role stands in the account now. */
  readonly standing: 'missing' | 'assumable' | 'not assumable';
}

/** A role that the deployer hands to a service. */
export interface Pass {
  readonly spot: Spot;
  /** Who hands it: the resource's logical id or address. */
  readonly by: string;
  /** `role/PATH/NAME`, or the whole ARN where the template has one. */
  readonly role: string;
  /** Whether the deploy makes the role. */
  readonly isHere: boolean;
  /** Whether the deploy makes the name. */
  readonly isNameMade: boolean;
  readonly service: string;
}
