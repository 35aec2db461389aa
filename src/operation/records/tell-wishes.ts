import type { ToldSentence } from '../../kernel/told-request.ts';
import type { Decision } from '../../policy/decision.ts';
import type { PolicyExplanation, StatementExplanation } from '../../policy/explain.ts';

type Condition = StatementExplanation['conditions'][number];

/**
 * What the caller could have brought with the request, where a condition asked for it: said before any
 * change of policies, as those may be there to be met.
 */
export function tellWishes(
  policies: readonly PolicyExplanation[],
  decision: Decision,
): readonly ToldSentence[] {
  const wishes = policies.flatMap(({ statements }) =>
    statements.flatMap((explained) => unmet(explained, decision).flatMap(wishOf)),
  );
  return [...new Map(wishes.map((wish) => [wish.text, wish])).values()];
}

/** The conditions that keep an Allow from matching, or that make the deciding Deny match. */
function unmet(explained: StatementExplanation, decision: Decision): readonly Condition[] {
  const { statement, failedAt, conditions } = explained;
  if (statement.effect === 'Allow') {
    return failedAt === 'Condition' ? conditions.filter(({ holds }) => !holds) : [];
  }
  return statement === decision.statement ? conditions : [];
}

function wishOf({ condition: { key, operator, values } }: Condition): readonly ToldSentence[] {
  const [first = ''] = values;
  const [name] = key.toLowerCase().split('/', 1);
  const tag = key.slice(key.indexOf('/') + 1);
  const isNegated = /Not|^Null/.test(operator);
  const value = isNegated || /[*?$]/.test(first) ? '…' : first;
  const wish = (code: string, text: string, holds?: Readonly<Record<string, string>>): ToldSentence[] => [
    { code: `wish ${code}`, text, values: holds },
  ];
  switch (name) {
    case 'sts:externalid':
      return wish('external-id', `pass the external id: --external-id ${value}`, { value });
    case 'sts:rolesessionname':
      return wish('session-name', `call the session as is asked for: --role-session-name ${value}`, {
        value,
      });
    case 'sts:sourceidentity':
      return wish('source-identity', `set the source identity: --source-identity ${value}`, { value });
    case 'aws:multifactorauthpresent':
    case 'aws:multifactorauthage':
      return wish(
        'mfa',
        'come with MFA: --serial-number ARN --token-code CODE at `aws sts assume-role`, or by `aws sts get-session-token`',
      );
    case 'aws:sourceip': {
      const addresses = values.join(' or ');
      const text = `call from another address; the condition is ${operator} ${addresses}`;
      return wish('source-ip', text, { operator, addresses: values.join(', ') });
    }
    case 'aws:requesttag':
      return wish('request-tag', `give what is made the tag ${tag}=${value}`, { tag, value });
    case 'aws:principaltag':
      return wish(
        'principal-tag',
        `call as one who has the tag ${tag}=${value}; a session may bring it: --tags Key=${tag},Value=${value}`,
        { tag, value },
      );
    case 'aws:securetransport':
      return wish('https', 'call by https');
    default:
      return [];
  }
}
