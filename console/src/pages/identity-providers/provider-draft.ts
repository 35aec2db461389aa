/** A provider as it is being described. */
export interface ProviderDraft {
  readonly url: string;
  /** One a line. */
  readonly audiences: string;
  /** One a line. */
  readonly thumbprints: string;
  readonly name: string;
  /** The metadata document, when it was chosen. */
  readonly files: readonly File[];
}

/** What the form begins with. */
export const NEW_PROVIDER: ProviderDraft = { url: '', audiences: '', thumbprints: '', name: '', files: [] };

/** Whether somebody has begun to describe it. */
export function isTyped(draft: ProviderDraft): boolean {
  return Object.values(draft).some(({ length }: string | readonly File[]) => length > 0);
}

/** How a part of the form sees the draft, and changes it. */
export interface ProviderDraftProps {
  readonly draft: ProviderDraft;
  readonly onChange: (change: Partial<ProviderDraft>) => void;
}
