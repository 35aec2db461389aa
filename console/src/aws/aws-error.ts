/** An error as AWS words it, for a person to read. */
export interface AwsErrorView {
  /** AWS's code: `AccessDenied`, `DeleteConflict` … */
  readonly code: string;
  /** AWS's sentence. */
  readonly message: string;
  readonly requestId?: string | undefined;
  /** Whether permissions refused it, so that "why?" has an answer. */
  readonly isDenial: boolean;
  /** Whether no answer came at all. */
  readonly isUnreachable: boolean;
  /** Whether the keys are good no more, so that nothing but signing in again helps. */
  readonly isSignedOut: boolean;
}

const DENIALS = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError|Forbidden)$/;

/** Keys that were deleted, sessions that ended, in the words of each protocol. */
const SIGNED_OUT =
  /^(InvalidClientTokenId|InvalidAccessKeyId|UnrecognizedClientException|AuthFailure|ExpiredToken|ExpiredTokenException|RequestExpired)$/;

/** The words of Chromium, Firefox and Safari for it. */
const UNANSWERED = /^(Failed to fetch|NetworkError|Load failed)/;

const PLAIN = { isDenial: false, isUnreachable: false, isSignedOut: false } as const;

/** Reads whatever the SDK threw. */
export function readAwsError(error: unknown): AwsErrorView {
  if (!(error instanceof Error)) return { ...PLAIN, code: 'Error', message: String(error) };
  const { name, message } = error;
  const requestId = (error as { $metadata?: { requestId?: string } }).$metadata?.requestId;
  const isDenial = DENIALS.test(name) || /is not authorized to perform: /.test(message);
  // The SDK hands on what the browser's fetch throws when nobody answers.
  const isUnreachable = error instanceof TypeError && UNANSWERED.test(message);
  const isSignedOut = SIGNED_OUT.test(name);
  return {
    code: isUnreachable ? 'Unreachable' : name,
    message: message === '' ? name : message,
    requestId,
    isDenial,
    isUnreachable,
    isSignedOut,
  };
}

/** Whether AWS says that what was asked for is not there. */
export function isMissing(error: unknown): boolean {
  const { code } = readAwsError(error);
  return /NoSuch|NotFound|ResourceNotFound|does not exist/.test(code) || code.endsWith('.NotFound');
}
