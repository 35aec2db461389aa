/** An operation's types: what it takes and what it answers, in AWS's member names. */
export interface Model<Input, Output> {
  readonly input: Input;
  readonly output: Output;
}

/** The input or answer of an operation that has none: `{}`. */
export type Empty = Record<string, never>;
