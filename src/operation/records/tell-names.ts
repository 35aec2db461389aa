import type { PresentRequest, ToldRequest } from '../../kernel/told-request.ts';
import type { Store } from '../../store/store.ts';
import { withPrincipalArns } from '../named-principals.ts';

/**
 * A told request whose documents name users and roles by ARN, as IAM and S3 show them; they are stored by
 * unique id. Lines stay where they were.
 */
export async function withNames(store: Store, told: ToldRequest): Promise<ToldRequest> {
  const documents = [...documentsOf(told), ...(told.present === undefined ? [] : documentsOf(told.present))];
  const named = await store.read((tx) => withPrincipalArns(tx, documents));
  const names = new Map(documents.map((document, place) => [document, named[place] ?? document]));
  const nameIn = (document: string): string => names.get(document) ?? document;
  return {
    ...told,
    ...withDocuments(told, nameIn),
    ...(told.present === undefined ? {} : { present: withDocuments(told.present, nameIn) }),
  };
}

/** Those of its policies, and those that are proposed. */
function documentsOf({ documents, evaluations }: PresentRequest): readonly string[] {
  const proposed = evaluations.flatMap(({ edits = [] }) => edits.map(({ document }) => document));
  return [...documents, ...proposed];
}

function withDocuments(
  { documents, evaluations }: PresentRequest,
  nameIn: (document: string) => string,
): PresentRequest {
  return {
    documents: documents.map(nameIn),
    evaluations: evaluations.map((evaluation) => {
      if (evaluation.edits === undefined) return evaluation;
      const edits = evaluation.edits.map((edit) => ({ ...edit, document: nameIn(edit.document) }));
      return { ...evaluation, edits };
    }),
  };
}
