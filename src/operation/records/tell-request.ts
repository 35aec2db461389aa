import type { Decision } from '../../policy/decision.ts';
import type { CompiledPolicy } from '../../policy/compiled-policy.ts';
import { explain, type PolicyExplanation, type StatementExplanation } from '../../policy/explain.ts';
import { contextKeysOf } from '../../policy/context-keys.ts';
import { locateStatements, type StatementLocation } from '../../policy/policy-locations.ts';
import { proposeChanges } from '../../policy/propose-changes.ts';
import { labelOf } from './policy-label.ts';
import { replayOf, type KeptRequest, type RecordedEvaluation } from './request-record.ts';
import { tellEdits } from './tell-edits.ts';
import { tellWishes } from './tell-wishes.ts';
import type {
  PresentRequest,
  ToldEvaluation,
  ToldPolicy,
  ToldRequest,
  ToldSentence,
  ToldStatement,
} from '../../kernel/told-request.ts';
import { tellExemption } from '../exemptions.ts';

/** How much of a statement's text is told. */
const MOST_TEXT = 4000;

/**
 * Explains a kept request: decides it again as it was decided, and says what each statement said.
 *
 * @param present the same with the policies that stand now, where they are others: they are what is to be changed
 */
export function tellRequest(
  kept: KeptRequest,
  notes: readonly ToldSentence[] = [],
  present?: KeptRequest,
): ToldRequest {
  const {
    evaluations: _evaluations,
    exempt,
    policies: _policies,
    principal: _principal,
    ...asked
  } = kept.record;
  const told = tellEvaluations(kept);
  const said = { ...asked, exempt: exempt === undefined ? undefined : tellExemption(exempt), notes };
  if (present === undefined) return { ...said, ...told };
  const now = tellEvaluations(present);
  const evaluations = told.evaluations.map((evaluation, at) => {
    const today = now.evaluations[at];
    if (evaluation.decision === 'allowed' || today === undefined) return evaluation;
    return { ...evaluation, edits: today.decision === 'allowed' ? [] : today.edits };
  });
  return { ...said, evaluations, documents: told.documents, present: now };
}

function tellEvaluations(kept: KeptRequest): PresentRequest {
  const documents = new Documents();
  const evaluations = kept.record.evaluations.map((evaluation) =>
    tellEvaluation(kept, evaluation, documents),
  );
  return { evaluations, documents: documents.all };
}

/** Documents, each once. */
class Documents {
  readonly all: string[] = [];
  readonly #places = new Map<string, number>();

  placeOf(document: string): number {
    const known = this.#places.get(document);
    if (known !== undefined) return known;
    const place = this.all.push(document) - 1;
    this.#places.set(document, place);
    return place;
  }
}

function tellEvaluation(
  kept: KeptRequest,
  evaluation: RecordedEvaluation,
  documents: Documents,
): ToldEvaluation {
  const { request, policies, compiled } = replayOf(kept, evaluation);
  const placeOf = (policy: CompiledPolicy): number => compiled.indexOf(policy);
  const explanation = explain(request, policies);
  const { decision } = explanation;
  const changes = decision.allowed ? undefined : proposeChanges(request, policies);
  return {
    action: evaluation.action,
    resource: evaluation.resource,
    decision: decision.kind,
    decidedBy: decision.decidedBy,
    context: evaluation.context,
    policies: explanation.policies.map((explained) => {
      const { document = '{}' } = explained.policy;
      const places = { place: placeOf(explained.policy), document: documents.placeOf(document) };
      return { ...tellPolicy(explained, decision), ...places };
    }),
    missingKeys: missingKeys(explanation.policies),
    wishes: decision.allowed ? [] : tellWishes(explanation.policies, decision),
    edits: changes && tellEdits(changes, request, explanation.policies, placeOf),
  };
}

function tellPolicy(
  explained: PolicyExplanation,
  decision: Decision,
): Omit<ToldPolicy, 'place' | 'document'> {
  const { type, level, policy, statements } = explained;
  const { arn, name, source } = policy;
  const located = locateStatements(policy.document ?? '{}');
  return {
    type,
    label: labelOf(explained),
    arn,
    name,
    source,
    level,
    statements: statements.map((statement) => {
      const place = located[statement.statement.index];
      const decided = policy === decision.policy && statement.statement === decision.statement;
      return tellStatement(statement, decided, place ?? NOWHERE);
    }),
  };
}

/** Of a document whose text is not known. */
const NOWHERE = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 }, text: '' };

function tellStatement(
  { statement, matched, failedAt, conditions }: StatementExplanation,
  decided: boolean,
  { start: { line, column }, end, text }: Omit<StatementLocation, 'elements'>,
): ToldStatement {
  const beyondAction = failedAt !== 'Action' && failedAt !== 'NotAction';
  return {
    index: statement.index,
    sid: statement.sid,
    effect: statement.effect,
    matched,
    decided,
    failedAt,
    line,
    column,
    endLine: end.line,
    text: beyondAction ? text.slice(0, MOST_TEXT) : undefined,
    conditions: conditions.map(({ condition: { operator, key, values }, actual, holds }) => ({
      operator,
      key,
      values,
      actual,
      holds,
    })),
  };
}

/** As the policies write them. */
function missingKeys(policies: readonly PolicyExplanation[]): string[] {
  const missing = new Map<string, string>();
  for (const { statements } of policies) {
    for (const { statement, missingKeys: keys } of statements) {
      if (keys.length === 0) continue;
      const written = contextKeysOf(statement);
      for (const key of keys) if (!missing.has(key)) missing.set(key, written.get(key) ?? key);
    }
  }
  return [...missing.values()];
}
