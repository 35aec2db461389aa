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

/** How a part of the form sees the draft, and changes it. */
export interface ProviderDraftProps {
  readonly draft: ProviderDraft;
  readonly onChange: (change: Partial<ProviderDraft>) => void;
}
