/** A template or plan with what a rule says of it; nothing when `says` is absent. */
export interface RuleCase {
  readonly rule: string;
  /** What is right or wrong with it, for the test's name. */
  readonly is: string;
  readonly text: string;
  /** `line:column` of the finding. */
  readonly at?: string | undefined;
  readonly says?: RegExp | undefined;
  readonly mend?: RegExp | undefined;
  readonly level?: 'error' | 'warning' | 'note' | undefined;
}
