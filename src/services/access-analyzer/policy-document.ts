import { accessAnalyzerErrors } from './errors.ts';

/** The longest document that is looked at, characters: three times what any policy may have (guess: AWS documents nothing). */
const MAX_LENGTH = 65_536;

/** The document as it is, unless it is longer than any policy may be. @param member the input's name for it */
export function boundedDocument(member: string, document: string): string {
  if (document.length <= MAX_LENGTH) return document;
  throw accessAnalyzerErrors.invalidField(
    member,
    `Member must have length less than or equal to ${MAX_LENGTH}`,
  );
}
