/** One thing that user data asks for. */
export type UserDataStep =
  /** A program: its first line names what reads it. */
  | {
      readonly kind: 'script';
      readonly name: string;
      readonly text: Uint8Array;
      readonly hasInstanceId?: boolean;
    }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly content: Uint8Array;
      /** Octal, for example `0644`. */
      readonly permissions: string;
      /** `user:group`; empty to leave it. */
      readonly owner: string;
      readonly append: boolean;
    }
  /** What is not done, in a line for the console. */
  | { readonly kind: 'warning'; readonly text: string };
