import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Statement } from '@aws-sdk/client-iam';
import { useTexts } from '../../language/language.tsx';
import { SIMULATOR_TEXTS, type SimulatorTexts } from './simulator-texts.ts';
import type { Verdict } from './simulate.ts';

/** Allowed or not, at a glance. */
export function VerdictBadge({ verdict: { decision } }: { readonly verdict: Verdict }) {
  const texts = useTexts(SIMULATOR_TEXTS);
  return (
    <StatusIndicator type={decision === 'allowed' ? 'success' : 'error'}>{texts[decision]}</StatusIndicator>
  );
}

interface ReasonsProps {
  readonly verdict: Verdict;
  /** What the one policy is called that was asked, where it was one alone. */
  readonly policy?: string | undefined;
}

/** Which statements decided, and what was missing. */
export function Reasons({ verdict, policy }: ReasonsProps) {
  const texts = useTexts(SIMULATOR_TEXTS);
  return (
    <Box fontSize="body-s" color="text-body-secondary">
      {reasonsOf(verdict, policy, texts).map((reason) => (
        <div key={reason} className="utsuwa-breakable">
          {reason}
        </div>
      ))}
    </Box>
  );
}

function reasonsOf(verdict: Verdict, policy: string | undefined, texts: SimulatorTexts): string[] {
  const { decision, matched, missing, boundaryRefuses, organizationRefuses } = verdict;
  const says = decision === 'explicitDeny' ? texts.deniedBy : texts.allowedBy;
  const reasons = matched.map((statement) =>
    says(policy ?? statement.SourcePolicyId ?? '', linesOf(statement, texts)),
  );
  if (organizationRefuses) reasons.push(texts.organizationRefuses);
  if (boundaryRefuses) reasons.push(texts.boundaryRefuses);
  if (decision === 'implicitDeny' && reasons.length === 0) reasons.push(texts.nothingAllows);
  if (missing.length > 0) reasons.push(texts.missing(missing.join(', ')));
  return [...new Set(reasons)];
}

function linesOf({ StartPosition, EndPosition }: Statement, texts: SimulatorTexts): string {
  const [from, to] = [StartPosition?.Line ?? 1, EndPosition?.Line ?? 1];
  if (from !== to) return texts.lines(from, to);
  return texts.columns(from, StartPosition?.Column ?? 1, EndPosition?.Column ?? 1);
}

/** An action on a resource. */
export function AskedFor({ verdict: { action, resource } }: { readonly verdict: Verdict }) {
  return (
    <>
      <Box fontWeight="bold">{action}</Box>
      <Box fontSize="body-s" color="text-body-secondary">
        <span className="utsuwa-breakable">{resource}</span>
      </Box>
    </>
  );
}
