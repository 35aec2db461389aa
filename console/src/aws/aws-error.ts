/** An error as AWS words it, for a person to read. */
export interface AwsErrorView {
  /** AWS's code: `AccessDenied`, `DeleteConflict` … */
  readonly code: string;
  /** AWS's sentence. */
  readonly message: string;
  readonly requestId?: string | undefined;
  /** Whether permissions refused it, so that "why?" has an answer. */
  readonly isDenial: boolean;
}

const DENIALS = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError|Forbidden)$/;

/** Reads whatever the SDK threw. */
export function readAwsError(error: unknown): AwsErrorView {
  if (!(error instanceof Error)) return { code: 'Error', message: String(error), isDenial: false };
  const { name, message } = error;
  const requestId = (error as { $metadata?: { requestId?: string } }).$metadata?.requestId;
  const isDenial = DENIALS.test(name) || /is not authorized to perform: /.test(message);
  return { code: name, message: message === '' ? name : message, requestId, isDenial };
}

/** Whether AWS says that what was asked for is not there. */
export function isMissing(error: unknown): boolean {
  const { code } = readAwsError(error);
  return /NoSuch|NotFound|ResourceNotFound|does not exist/.test(code) || code.endsWith('.NotFound');
}
