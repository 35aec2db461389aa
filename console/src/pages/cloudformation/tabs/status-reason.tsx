import Box from '@cloudscape-design/components/box';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';

const TEXTS = defineTexts({ en: { why: 'Why?' }, ja: { why: '理由を見る' } });

interface StatusReasonProps {
  readonly reason: string | undefined;
  readonly status: string | undefined;
}

/** Why something is as it is, in CloudFormation's words; behind a refusal the way to its explanation. */
export function StatusReason({ reason, status }: StatusReasonProps) {
  const texts = useTexts(TEXTS);
  if (reason === undefined || reason === '') return '-';
  const isDenial = /is not authorized to perform|not authorized to perform this operation/i.test(reason);
  const requestId = isDenial ? /Request ID: ([^,)\s]+)/.exec(reason)?.[1] : undefined;
  return (
    <Box color={status?.endsWith('FAILED') === true ? 'text-status-error' : 'inherit'} display="inline">
      <span className="utsuwa-breakable">{reason}</span>{' '}
      {requestId === undefined ? null : <PageLink to={paths.activity(requestId)}>{texts.why}</PageLink>}
    </Box>
  );
}
