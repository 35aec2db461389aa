import { beforeAll, describe, expect, it } from 'vitest';
import { compilePolicy } from './compile-policy.ts';
import { locateStatements } from './policy-locations.ts';
import { managedPolicyDocuments } from './testing/managed-policy-documents.ts';
import { validatePolicy } from './validation/validate-policy.ts';

describe('every AWS-managed policy', () => {
  let documents: ReadonlyMap<string, string>;

  beforeAll(async () => {
    documents = await managedPolicyDocuments();
  });

  it('is valid', () => {
    expect(documents.size).toBeGreaterThan(1_500);
    const problems = [...documents].flatMap(([name, text]) => {
      const problem = validatePolicy(text, 'managed');
      return problem === undefined ? [] : [`${name}: ${problem.message}`];
    });
    expect(problems).toEqual([]);
  });

  it('compiles, each statement with its place', () => {
    for (const text of documents.values()) {
      expect(locateStatements(text)).toHaveLength(compilePolicy(text).statements.length);
    }
  });
});
