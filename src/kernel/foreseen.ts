/** What a deploy would meet, as a control route answers it. */
export interface Foreseen {
  /** The deployer's ARN. */
  readonly deployer: string;
  /** In the order asked. */
  readonly passes: readonly ForeseenPass[];
  readonly missingProfiles: readonly string[];
}

/** One role that is to be passed. */
export interface ForeseenPass {
  /** Why it may not be; absent when it may. */
  readonly refusal?: string | undefined;
  /** What would allow it. */
  readonly mend: string;
  /** Whether the role stands in the account, and lets the service assume it. */
  readonly standing: 'missing' | 'assumable' | 'not assumable';
}
