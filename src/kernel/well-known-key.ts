/** The root user's secret where the operator sets none: the one that LocalStack's users have in their scripts. */
export const WELL_KNOWN_SECRET = 'test';
