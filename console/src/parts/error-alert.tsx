import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useNavigate } from 'react-router';
import { readAwsError } from '../aws/aws-error.ts';
import { defineTexts, useTexts } from '../language/language.tsx';
import { useSessionControl } from '../session/session.tsx';
import { paths } from './paths.ts';
import { useUnsavedWork } from './unsaved/unsaved-context.ts';

const TEXTS = defineTexts({
  en: {
    denied: 'Access denied',
    why: 'Why?',
    requestId: 'Request ID',
    retry: 'Retry',
    unreachable: 'The server cannot be reached',
    unreachableHint: (address: string) => `${address} does not answer. Is Utsuwa still running?`,
    signIn: 'Sign in again',
  },
  ja: {
    denied: 'アクセスが拒否されました',
    why: '理由を見る',
    requestId: 'リクエスト ID',
    retry: '再試行',
    unreachable: 'サーバーに接続できません',
    unreachableHint: (address: string) => `${address} から応答がありません。Utsuwa は動いていますか?`,
    signIn: 'もう一度サインイン',
  },
});

interface ErrorAlertProps {
  readonly error: unknown;
  /** Tries again; there is no button without it. */
  readonly onRetry?: (() => void) | undefined;
  /** Where "Why?" would lead to the same refusal again. */
  readonly hasNoWhy?: boolean | undefined;
}

/**
 * What AWS answered, in its own words; behind a refusal the way to its explanation, and where keys are good no more to
 * signing in again, at the same address.
 */
export function ErrorAlert({ error, onRetry, hasNoWhy }: ErrorAlertProps) {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const { signOut } = useSessionControl();
  const { leave } = useUnsavedWork();
  const { code, message, requestId, isDenial, isUnreachable, isSignedOut } = readAwsError(error);
  if (isUnreachable) {
    return (
      <Alert type="error" header={texts.unreachable} action={<Retry onRetry={onRetry} />}>
        {texts.unreachableHint(window.location.origin)}
      </Alert>
    );
  }
  const action = isSignedOut ? (
    <Button formAction="none" onClick={() => leave(signOut)}>
      {texts.signIn}
    </Button>
  ) : hasNoWhy !== true && isDenial && requestId !== undefined ? (
    <Button formAction="none" onClick={() => void navigate(paths.activity(requestId))}>
      {texts.why}
    </Button>
  ) : (
    <Retry onRetry={onRetry} />
  );
  return (
    <Alert type="error" header={isDenial ? texts.denied : code} action={action}>
      <span className="utsuwa-breakable">{message}</span>
      {requestId === undefined ? null : (
        <Box variant="small" color="text-body-secondary" display="block">
          {code} · {texts.requestId}: {requestId}
        </Box>
      )}
    </Alert>
  );
}

function Retry({ onRetry }: Pick<ErrorAlertProps, 'onRetry'>) {
  const texts = useTexts(TEXTS);
  return onRetry === undefined ? null : (
    <Button formAction="none" onClick={onRetry}>
      {texts.retry}
    </Button>
  );
}
