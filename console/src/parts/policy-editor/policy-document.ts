import { decodeDocument } from '../trust.ts';

/** A document as IAM answers it: as it was written; indented, when that was one line. */
export function documentOf(encoded: string | undefined): string {
  return indented(decodeDocument(encoded));
}

/** A document for a person to read: one that was written in one line is indented; what is no JSON stays as it is. */
export function indented(text: string): string {
  if (text.trim().includes('\n')) return text;
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

/** What a new policy begins with. */
export const NEW_POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Statement1",
      "Effect": "Allow",
      "Action": [],
      "Resource": []
    }
  ]
}`;
