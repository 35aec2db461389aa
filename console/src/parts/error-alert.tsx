import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useNavigate } from 'react-router';
import { readAwsError } from '../aws/aws-error.ts';
import { defineTexts, useTexts } from '../language/language.tsx';
import { paths } from './paths.ts';

const TEXTS = defineTexts({
  en: { denied: 'Access denied', why: 'Why?', requestId: 'Request ID', retry: 'Retry' },
  ja: { denied: 'アクセスが拒否されました', why: '理由を見る', requestId: 'リクエスト ID', retry: '再試行' },
});

interface ErrorAlertProps {
  readonly error: unknown;
  /** Tries again; there is no button without it. */
  readonly onRetry?: (() => void) | undefined;
  /** Where "Why?" would lead to the same refusal again. */
  readonly hasNoWhy?: boolean | undefined;
}

/** What AWS answered, in its own words; behind a refusal the way to its explanation. */
export function ErrorAlert({ error, onRetry, hasNoWhy }: ErrorAlertProps) {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const { code, message, requestId, isDenial } = readAwsError(error);
  const why = hasNoWhy !== true && isDenial && requestId !== undefined;
  return (
    <Alert
      type="error"
      header={isDenial ? texts.denied : code}
      action={
        why ? (
          <Button onClick={() => void navigate(paths.activity(requestId))}>{texts.why}</Button>
        ) : onRetry === undefined ? undefined : (
          <Button onClick={onRetry}>{texts.retry}</Button>
        )
      }
    >
      <span className="utsuwa-breakable">{message}</span>
      {requestId === undefined ? null : (
        <Box variant="small" color="text-body-secondary" display="block">
          {code} · {texts.requestId}: {requestId}
        </Box>
      )}
    </Alert>
  );
}
