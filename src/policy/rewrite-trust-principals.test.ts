import { describe, expect, it } from 'vitest';
import { rewriteTrustPrincipals } from './rewrite-trust-principals.ts';

const ARN = 'arn:aws:iam::111122223333:role/app/Writer';
const document = (writer: string): string => `{
  "Version" : "2012-10-17",
  "Statement": [
    { "Effect":"Allow", "Principal": { "AWS": [ "111122223333", "${writer}" ], "Service":"ec2.amazonaws.com" },
      "Action":"sts:AssumeRole", "Condition": {"StringEquals":{"aws:PrincipalArn":"${ARN}"}} },
    {"Effect":"Deny","NotPrincipal":{"AWS":"${writer}"},"Action":"sts:AssumeRole"},
    {"Effect":"Deny","Principal":"*","Action":"sts:TagSession"}
  ]
}`;

describe('the principals of a trust policy', () => {
  it('become unique ids and ARNs again; nothing else of the text changes', () => {
    const stored = rewriteTrustPrincipals(document(ARN), (name) => (name === ARN ? 'AROAWRITER' : undefined));
    expect(stored).toBe(document('AROAWRITER'));
    expect(rewriteTrustPrincipals(stored, (id) => (id === 'AROAWRITER' ? ARN : undefined))).toBe(
      document(ARN),
    );
  });

  it('show the id when there is no ARN to show any more', () => {
    expect(rewriteTrustPrincipals(document('AROAGONE'), () => undefined)).toBe(document('AROAGONE'));
  });
});
