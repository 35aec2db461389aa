import type { Decision } from '../../policy/decision.ts';
import type { PolicyExplanation, StatementExplanation } from '../../policy/explain.ts';

type Condition = StatementExplanation['conditions'][number];

/**
 * What the caller could have brought with the request, where a condition asked for it: said before any
 * change of policies, as those may be there to be met.
 */
export function tellWishes(policies: readonly PolicyExplanation[], decision: Decision): readonly string[] {
  const wishes = policies.flatMap(({ statements }) =>
    statements.flatMap((explained) => unmet(explained, decision).flatMap(wishOf)),
  );
  return [...new Set(wishes)];
}

/** The conditions that keep an Allow from matching, or that make the deciding Deny match. */
function unmet(explained: StatementExplanation, decision: Decision): readonly Condition[] {
  const { statement, failedAt, conditions } = explained;
  if (statement.effect === 'Allow') {
    return failedAt === 'Condition' ? conditions.filter(({ holds }) => !holds) : [];
  }
  return statement === decision.statement ? conditions : [];
}

function wishOf({ condition: { key, operator, values } }: Condition): readonly string[] {
  const [first = ''] = values;
  const [name] = key.toLowerCase().split('/', 1);
  const tag = key.slice(key.indexOf('/') + 1);
  const isNegated = /Not|^Null/.test(operator);
  const wanted = isNegated || /[*?$]/.test(first) ? undefined : first;
  switch (name) {
    case 'sts:externalid':
      return [`pass the external id: --external-id ${wanted ?? '…'}`];
    case 'sts:rolesessionname':
      return [`call the session as is asked for: --role-session-name ${wanted ?? '…'}`];
    case 'sts:sourceidentity':
      return [`set the source identity: --source-identity ${wanted ?? '…'}`];
    case 'aws:multifactorauthpresent':
    case 'aws:multifactorauthage':
      return [
        'come with MFA: --serial-number ARN --token-code CODE at `aws sts assume-role`, or by `aws sts get-session-token`',
      ];
    case 'aws:sourceip':
      return [`call from another address; the condition is ${operator} ${values.join(' or ')}`];
    case 'aws:requesttag':
      return [`give what is made the tag ${tag}=${wanted ?? '…'}`];
    case 'aws:principaltag':
      return [
        `call as one who has the tag ${tag}=${wanted ?? '…'}; a session may bring it: --tags Key=${tag},Value=${wanted ?? '…'}`,
      ];
    case 'aws:securetransport':
      return ['call by https'];
    default:
      return [];
  }
}
