import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Grid from '@cloudscape-design/components/grid';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTexts } from '../../../language/language.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { PolicyText, type MarkedLines } from '../../../parts/policy-text.tsx';
import { EXPLANATION_TEXTS, type ExplanationTexts } from './explanation-texts.ts';
import { layOutDocument } from './lay-out-document.ts';
import { pathOfPolicy } from './path-of-policy.ts';
import { StatementReasons } from './statement-reasons.tsx';
import type { ToldPolicy, ToldStatement } from '../../../../../src/kernel/told-request.ts';

interface PolicyViewProps {
  readonly policy: ToldPolicy;
  readonly document: string;
  readonly isOpen: boolean;
}

/** One policy: what each of its statements said, beside its text with the statement that decided. */
export function PolicyView({ policy, document, isOpen }: PolicyViewProps) {
  const texts = useTexts(EXPLANATION_TEXTS);
  const [isExpanded, setIsExpanded] = useState(isOpen);
  const page = pathOfPolicy(policy);
  return (
    <ExpandableSection
      expanded={isExpanded}
      onChange={({ detail }) => setIsExpanded(detail.expanded)}
      headerText={<span className="utsuwa-breakable">{nameOfPolicy(policy, texts)}</span>}
      headerDescription={descriptionOf(policy, texts)}
    >
      {isExpanded ? (
        <SpaceBetween size="s">
          {page === undefined ? null : <PageLink to={page}>{texts.open}</PageLink>}
          <StatementsAndText policy={policy} document={document} />
        </SpaceBetween>
      ) : null}
    </ExpandableSection>
  );
}

/** What a policy is called; those that have no name are known by what they belong to. */
export function nameOfPolicy({ type, arn, name, source }: ToldPolicy, texts: ExplanationTexts): string {
  if (arn !== undefined) return arn;
  if (name !== undefined) return texts.inline(name);
  return source === undefined ? texts.type(type) : texts.policyOf(texts.type(type), source);
}

function descriptionOf({ type, arn, name, source, level }: ToldPolicy, texts: ExplanationTexts): string {
  const isNamed = arn !== undefined || name !== undefined;
  const said = [
    ...(isNamed ? [texts.type(type)] : []),
    ...(isNamed && source !== undefined ? [texts.of(source)] : []),
    ...(level === undefined ? [] : [texts.level(level)]),
  ];
  return said.join(' · ');
}

function StatementsAndText({ policy, document }: Pick<PolicyViewProps, 'policy' | 'document'>) {
  const texts = useTexts(EXPLANATION_TEXTS);
  const { statements } = policy;
  const laidOut = useMemo(() => layOutDocument(document, statements), [document, statements]);
  const marks = statements.flatMap((statement): MarkedLines[] => {
    const lines = laidOut.lines[statement.index];
    const kind = kindOf(statement);
    return lines === undefined || kind === undefined ? [] : [{ ...lines, kind }];
  });
  return (
    <Grid gridDefinition={[{ colspan: { default: 12, xs: 5 } }, { colspan: { default: 12, xs: 7 } }]}>
      {statements.length === 0 ? (
        <Box color="text-body-secondary">{texts.noStatement}</Box>
      ) : (
        <StatementReasons statements={statements} lines={laidOut.lines} />
      )}
      <MarkedText text={laidOut.text} marks={marks} label={texts.document(nameOfPolicy(policy, texts))} />
    </Grid>
  );
}

interface MarkedTextProps {
  readonly text: string;
  readonly marks: readonly MarkedLines[];
  readonly label: string;
}

/** The text, opened at the line that matters. */
function MarkedText(props: MarkedTextProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => showMark(place.current), []);
  return (
    <div ref={place}>
      <PolicyText {...props} />
    </div>
  );
}

function kindOf({ effect, decided, matched, failedAt }: ToldStatement): MarkedLines['kind'] | undefined {
  if (decided) return effect === 'Allow' ? 'allows' : 'denies';
  if (matched) return 'info';
  return failedAt === 'Action' || failedAt === 'NotAction' ? undefined : 'warning';
}

/** In a long document the line that matters would be out of sight. */
function showMark(place: HTMLElement | null): void {
  const box = place?.querySelector<HTMLElement>('.utsuwa-policy-text');
  const mark = ['allows', 'denies', 'info', 'warning']
    .map((kind) => box?.querySelector<HTMLElement>(`.line.${kind}`))
    .find((line) => line instanceof HTMLElement);
  if (box instanceof HTMLElement && mark instanceof HTMLElement) {
    box.scrollTop = mark.offsetTop - box.offsetTop - 40;
  }
}
