/** Where the house says what the operator should know. Never a secret, never a client's input. */
export interface Log {
  /** Something of ours is broken. */
  error(message: string, cause: unknown): void;
}

/** A log on standard error, one line an event and the stack below it. */
export const stderrLog: Log = {
  error(message, cause) {
    const detail = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    process.stderr.write(`utsuwa: ${message}\n${detail}\n`);
  },
};
