/** Nobody could find out whether a write was committed: the database stayed away. */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';

  constructor(cause: unknown) {
    super('the database went away during a commit and stayed away: the write may or may not be there', {
      cause,
    });
  }
}
