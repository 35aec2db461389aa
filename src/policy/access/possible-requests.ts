import { accountNamedBy } from '../principal-matcher.ts';
import type { Question } from '../question.ts';
import type { Principal, RequestContext } from '../request.ts';

/** Keys whose values follow from who calls. */
export const CALLERS_OWN: readonly string[] = [
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:userid',
  'aws:username',
];

/** A value of every key of the caller's own; `undefined` where the caller has none. */
export function ownKeys(principal: Principal): Readonly<Record<string, string>> {
  switch (principal.kind) {
    case 'anonymous':
      return { 'aws:principaltype': 'Anonymous', 'aws:userid': 'anonymous' };
    case 'service':
    case 'external':
      return {};
    case 'root':
      return {
        'aws:principalarn': `arn:aws:iam::${principal.accountId}:root`,
        'aws:principalaccount': principal.accountId,
        'aws:principaltype': 'Account',
        'aws:userid': principal.accountId,
      };
    case 'user':
      return {
        'aws:principalarn': principal.arn,
        'aws:principalaccount': principal.accountId,
        'aws:principaltype': 'User',
        'aws:userid': principal.id,
        'aws:username': principal.arn.split('/').at(-1) ?? '',
      };
    case 'role-session':
      return {
        'aws:principalarn': principal.roleArn,
        'aws:principalaccount': principal.accountId,
        'aws:principaltype': 'AssumedRole',
        'aws:userid': `${principal.roleId}:${principal.sessionArn.split('/').at(-1)}`,
      };
    case 'federated-user':
      return {
        'aws:principalarn': principal.arn,
        'aws:principalaccount': principal.accountId,
        'aws:principaltype': 'FederatedUser',
        'aws:userid': `${principal.accountId}:${principal.arn.split('/').at(-1)}`,
      };
  }
}

/**
 * A question with caller and caller's own keys brought to agree: the keys as the caller has them, and the
 * caller that the keys speak of.
 * @param asked the caller's own keys that some condition asks for
 * @param named whether some statement names callers; otherwise one own key alone finds its caller
 */
export function* agreeing(question: Question, asked: readonly string[], named: boolean): Generator<Question> {
  if (asked.length === 0 || (asked.length === 1 && !named)) yield question;
  else yield withOwnKeys(question, question.principal, asked);
  const spokenOf = principalNamedBy(question.context);
  if (spokenOf !== undefined) yield withOwnKeys(question, spokenOf, asked);
}

function withOwnKeys(question: Question, principal: Principal, asked: readonly string[]): Question {
  const own = ownKeys(principal);
  const context = new Map<string, string | readonly string[]>();
  for (const key of new Set([...question.context.keys(), ...asked])) {
    const value = asked.includes(key) ? own[key] : question.context.get(key);
    if (value !== undefined) context.set(key, value);
  }
  return { ...question, principal, context };
}

/** Whom the caller's own keys speak of: by ARN, or else by id, or else some user by name or account. */
function principalNamedBy(context: RequestContext): Principal | undefined {
  const textOf = (key: string): string | undefined => {
    const value = context.get(key);
    return typeof value === 'string' ? value : undefined;
  };
  const arn = textOf('aws:principalarn');
  if (arn !== undefined) return principalOfArn(arn);
  const account = textOf('aws:principalaccount') ?? SOME_ACCOUNT;
  if (!/^\d{12}$/.test(account)) return undefined;
  const userId = textOf('aws:userid');
  const colon = userId?.indexOf(':') ?? -1;
  if (userId !== undefined && colon >= 0) {
    return {
      kind: 'role-session',
      accountId: account,
      roleArn: `arn:aws:iam::${account}:role/some-role`,
      sessionArn: `arn:aws:sts::${account}:assumed-role/some-role/${userId.slice(colon + 1)}`,
      roleId: userId.slice(0, colon) || SOME_ROLE_ID,
    };
  }
  const name = textOf('aws:username') || 'some-user';
  const arnOfUser = `arn:aws:iam::${account}:user/${name}`;
  return { kind: 'user', accountId: account, arn: arnOfUser, id: userId ?? SOME_USER_ID };
}

/** The user, a session of the role, or the root user. */
function principalOfArn(arn: string): Principal | undefined {
  const root = accountNamedBy(arn);
  if (root !== undefined && root !== arn) return { kind: 'root', accountId: root };
  const [, accountId, kind, name] = /^arn:aws:iam::(\d{12}):(user|role)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (accountId === undefined) return undefined;
  if (kind === 'user') return { kind: 'user', accountId, arn, id: SOME_USER_ID };
  const sessionArn = `arn:aws:sts::${accountId}:assumed-role/${name}/some-session`;
  return { kind: 'role-session', accountId, roleArn: arn, sessionArn, roleId: SOME_ROLE_ID };
}

const SOME_ACCOUNT = '424242424242';
const SOME_USER_ID = 'AIDASOMEUSER';
const SOME_ROLE_ID = 'AROASOMEROLE';

/** Whether its condition keys can stand in one request together, as far as AWS documents that. */
export function isPossible({ context }: Question): boolean {
  const has = (key: string): boolean => context.get(key) !== undefined;
  // Through a VPC endpoint the source address is the one within the VPC.
  if (has('aws:sourceip') && NETWORK.some(has)) return false;
  if (has('aws:currenttime') && has('aws:epochtime')) return false;
  const [arn, account] = [context.get('aws:sourcearn'), context.get('aws:sourceaccount')];
  if (typeof arn !== 'string' || typeof account !== 'string') return true;
  const inArn = arn.split(':')[4];
  return inArn === undefined || inArn === '' || inArn === account;
}

const NETWORK = ['aws:sourcevpc', 'aws:sourcevpce', 'aws:vpcsourceip'] as const;
