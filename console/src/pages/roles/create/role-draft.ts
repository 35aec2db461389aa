import type { TagEditorProps } from '@cloudscape-design/components/tag-editor';

/** Whom a new role is to trust, by what one is asked then. */
export type EntityKind = 'service' | 'account' | 'web identity' | 'saml' | 'custom';

/** A role as it is being described. What another kind of trust asked for is kept, should one come back to it. */
export interface RoleDraft {
  readonly entity: EntityKind;
  /** A use case's service principal, or `other`. */
  readonly useCase: string;
  /** The principal, where the use case is `other`. */
  readonly service: string;
  readonly isAnotherAccount: boolean;
  readonly accountId: string;
  readonly requiresExternalId: boolean;
  readonly externalId: string;
  readonly requiresMfa: boolean;
  /** ARNs of identity providers, or a well-known one's name (`accounts.google.com`). */
  readonly webProvider: string;
  readonly audience: string;
  readonly samlProvider: string;
  readonly customTrust: string;
  /** ARNs. */
  readonly policies: readonly string[];
  readonly hasBoundary: boolean;
  readonly boundary: string | undefined;
  readonly name: string;
  readonly description: string;
  readonly tags: readonly TagEditorProps.Tag[];
  readonly areTagsValid: boolean;
}

/** A role of which nothing is said yet. */
export const NEW_ROLE: RoleDraft = {
  entity: 'service',
  useCase: 'ec2.amazonaws.com',
  service: '',
  isAnotherAccount: false,
  accountId: '',
  requiresExternalId: false,
  externalId: '',
  requiresMfa: false,
  webProvider: '',
  audience: '',
  samlProvider: '',
  customTrust: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Statement1",
      "Effect": "Allow",
      "Principal": {},
      "Action": "sts:AssumeRole"
    }
  ]
}`,
  policies: [],
  hasBoundary: false,
  boundary: undefined,
  name: '',
  description: '',
  tags: [],
  areTagsValid: true,
};

/** The service that is to be trusted; none where somebody else is. */
export function serviceOf({ entity, useCase, service }: RoleDraft): string | undefined {
  if (entity !== 'service') return undefined;
  return useCase === 'other' ? service.trim() : useCase;
}

/** Whether AWS's console makes an instance profile with the role: where EC2 was chosen. */
export function hasInstanceProfile(draft: RoleDraft): boolean {
  return serviceOf(draft) === 'ec2.amazonaws.com';
}
