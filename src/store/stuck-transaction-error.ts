/** A transaction took too long: its function awaits something other than its `tx`. */
export class StuckTransactionError extends Error {
  override readonly name = 'StuckTransactionError';

  constructor(patienceMs: number) {
    super(
      `a transaction has been open for ${patienceMs / 1000} s: the function given to read or write awaits something other than its tx`,
    );
  }
}
