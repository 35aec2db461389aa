import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import List from '@cloudscape-design/components/list';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../error-alert.tsx';
import type { TextPlace } from './line-of.ts';
import type { PolicyFinding } from './use-policy-findings.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Findings',
    learnMore: 'Learn more',
    learnMoreOf: (code: string) => `Learn more about ${code}, opens in a new tab`,
    checking: 'Checking the policy',
    none: 'No findings',
    types: {
      ERROR: 'Error',
      SECURITY_WARNING: 'Security warning',
      WARNING: 'Warning',
      SUGGESTION: 'Suggestion',
    },
    at: ({ line, column }: TextPlace) => `Line ${line}, column ${column + 1}`,
  },
  ja: {
    title: '検出結果',
    learnMore: '詳細',
    learnMoreOf: (code: string) => `${code} の詳細 (新しいタブで開きます)`,
    checking: 'ポリシーを検証しています',
    none: '検出結果はありません',
    types: { ERROR: 'エラー', SECURITY_WARNING: 'セキュリティ警告', WARNING: '警告', SUGGESTION: '提案' },
    at: ({ line, column }: TextPlace) => `${line} 行、${column + 1} 列`,
  },
});

const SIGNS: Readonly<Record<PolicyFinding['type'], StatusIndicatorProps.Type>> = {
  ERROR: 'error',
  SECURITY_WARNING: 'warning',
  WARNING: 'warning',
  SUGGESTION: 'info',
};

interface PolicyFindingsProps {
  readonly findings: readonly PolicyFinding[];
  readonly isChecking: boolean;
  /** Why the document could not be checked. */
  readonly error?: unknown;
  readonly onRetry?: (() => void) | undefined;
  /** Shows the place in the editor. */
  readonly onJump: (place: TextPlace) => void;
}

/** What is wrong with a policy and what could be better, each with its place. */
export function PolicyFindings({ findings, isChecking, error, onRetry, onJump }: PolicyFindingsProps) {
  const texts = useTexts(TEXTS);
  if (error !== undefined) return <ErrorAlert error={error} onRetry={onRetry} />;
  return (
    <SpaceBetween size="xxs">
      <div aria-live="polite">
        {isChecking ? (
          <StatusIndicator type="in-progress">{texts.checking}</StatusIndicator>
        ) : findings.length === 0 ? (
          <StatusIndicator type="success">{texts.none}</StatusIndicator>
        ) : (
          <Box fontWeight="bold">{`${texts.title} (${findings.length})`}</Box>
        )}
      </div>
      {findings.length === 0 ? null : (
        <List
          ariaLabel={texts.title}
          items={findings}
          renderItem={({ type, text, code, learnMore, place }) => ({
            id: `${code} ${place?.line} ${place?.column} ${text}`,
            content: (
              <SpaceBetween direction="horizontal" size="xs">
                <StatusIndicator type={SIGNS[type]}>{texts.types[type]}</StatusIndicator>
                {place === undefined ? null : <Link onFollow={() => onJump(place)}>{texts.at(place)}</Link>}
              </SpaceBetween>
            ),
            secondaryContent: (
              <div className="utsuwa-breakable">
                {text}
                <Box variant="small" color="text-body-secondary" display="block">
                  {code}
                  {learnMore === undefined ? null : (
                    <>
                      {' · '}
                      <Link external href={learnMore} fontSize="body-s" ariaLabel={texts.learnMoreOf(code)}>
                        {texts.learnMore}
                      </Link>
                    </>
                  )}
                </Box>
              </div>
            ),
          })}
        />
      )}
    </SpaceBetween>
  );
}
