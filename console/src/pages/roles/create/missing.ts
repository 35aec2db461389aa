import { serviceOf, type RoleDraft } from './role-draft.ts';

/** What a step of the wizard wants and does not have. What is malformed AWS tells. */
export type Missing =
  | 'service'
  | 'account'
  | 'externalId'
  | 'provider'
  | 'audience'
  | 'boundary'
  | 'name'
  | 'tags';

/** The first thing that a step still wants, by the step's number from 0. */
export function missingOf(draft: RoleDraft, step: number): Missing | undefined {
  if (step === 0) return missingOfTrust(draft);
  if (step === 1) return draft.hasBoundary && draft.boundary === undefined ? 'boundary' : undefined;
  if (draft.name.trim() === '') return 'name';
  return draft.areTagsValid ? undefined : 'tags';
}

function missingOfTrust(draft: RoleDraft): Missing | undefined {
  switch (draft.entity) {
    case 'service':
      return serviceOf(draft) === '' ? 'service' : undefined;
    case 'account':
      if (draft.isAnotherAccount && !/^\d{12}$/.test(draft.accountId.trim())) return 'account';
      return draft.requiresExternalId && draft.externalId === '' ? 'externalId' : undefined;
    case 'web identity':
      if (draft.webProvider === '') return 'provider';
      return draft.audience.trim() === '' ? 'audience' : undefined;
    case 'saml':
      return draft.samlProvider === '' ? 'provider' : undefined;
    case 'custom':
      return undefined;
  }
}
