import type { ToldEvaluation, ToldRequest } from '../../kernel/told-request.ts';
import type { Store } from '../../store/store.ts';
import { withPrincipalArns } from '../named-principals.ts';

/**
 * A told request whose documents name users and roles by ARN, as IAM and S3 show them; they are stored by
 * unique id. Lines stay where they were.
 */
export async function withNames(store: Store, told: ToldRequest): Promise<ToldRequest> {
  const { documents, evaluations } = told;
  const proposed = evaluations.flatMap(({ edits = [] }) => edits.map(({ document }) => document));
  const named = await store.read((tx) => withPrincipalArns(tx, [...documents, ...proposed]));
  const drafts = named.slice(documents.length);
  return {
    ...told,
    documents: named.slice(0, documents.length),
    evaluations: evaluations.map((evaluation) => withDrafts(evaluation, drafts)),
  };
}

/** @param drafts the documents of all edits in their order; those of this permission are taken off its beginning */
function withDrafts(evaluation: ToldEvaluation, drafts: string[]): ToldEvaluation {
  const { edits } = evaluation;
  if (edits === undefined) return evaluation;
  return {
    ...evaluation,
    edits: edits.map((edit) => ({ ...edit, document: drafts.shift() ?? edit.document })),
  };
}
