/** Goes with `navigate` after something was saved: then nobody is asked whether to leave. */
export const AFTER_SAVING = { state: { isSaved: true } } as const;

/** Whether a location was gone to with `AFTER_SAVING`. */
export function isAfterSaving(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'isSaved' in state && state.isSaved === true;
}
