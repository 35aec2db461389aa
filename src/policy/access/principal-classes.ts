import type { CompiledStatement } from '../compiled-policy.ts';
import { accountNamedBy } from '../principal-matcher.ts';
import { requestContext } from '../request-context.ts';
import type { Principal } from '../request.ts';
import { bitsWhere, type Bits } from './bits.ts';
import type { Effort } from './effort.ts';
import type { LinkedConditions } from './linked-conditions.ts';
import { ownKeys } from './possible-requests.ts';

/** A caller, and whether a permissions boundary is set on it: `NotPrincipal` asks for that. */
export interface Candidate {
  readonly principal: Principal;
  readonly limited: boolean;
}

/** Callers, so many that whoever else may call is taken by the statements as one of them. */
export interface PrincipalClasses {
  readonly candidates: readonly Candidate[];
  /**
   * Where the statement names the caller, or names nobody because it needs not; and where those of its
   * conditions hold that name callers.
   */
  naming(statement: CompiledStatement): Bits;
}

/** Names that no policy has. */
const NEW_ACCOUNT = '424242424242';
const NEW_NAME = 'someone-not-named';
const NEW_ID = 'NOTNAMED';

/** @throws EffortSpent */
export function principalClasses(
  statements: readonly CompiledStatement[],
  linked: LinkedConditions,
  effort: Effort,
): PrincipalClasses {
  const candidates: Candidate[] = [];
  const limits = statements.some(({ principal }) => principal?.element === 'NotPrincipal')
    ? [false, true]
    : [false];
  for (const principal of principalsFor(readNames(statements, linked))) {
    for (const limited of limits) {
      effort.spend(statements.length);
      candidates.push({ principal, limited });
    }
  }
  return {
    candidates,
    naming: ({ principal: element, conditions }) => {
      const asking = conditions.filter(({ lowerCaseKey }) => linked.keys.has(lowerCaseKey));
      return bitsWhere(candidates, ({ principal, limited }) => {
        if (element !== undefined && element.matcher.names(principal, limited) === undefined) return false;
        if (asking.length === 0) return true;
        const context = requestContext(ownKeys(principal));
        return asking.every((condition) => condition.holds(context));
      });
    },
  };
}

interface Names {
  readonly accounts: readonly string[];
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly sessions: readonly string[];
  readonly federated: readonly string[];
  readonly userIds: readonly string[];
  readonly roleIds: readonly string[];
  readonly canonical: readonly (string | undefined)[];
  readonly services: readonly string[];
  readonly providers: readonly string[];
}

function readNames(statements: readonly CompiledStatement[], linked: LinkedConditions): Names {
  const of = (kind: string): string[] => [
    ...new Set(statements.flatMap(({ principal }) => principal?.names[kind] ?? [])),
  ];
  const aws = [...of('AWS'), ...linked.names];
  const beginning = (pattern: RegExp): string[] => aws.filter((name) => pattern.test(name));
  const accounts = aws.flatMap(
    (name) => accountNamedBy(name) ?? /^arn:[^:]*:[^:]*::(\d{12}):/.exec(name)?.[1] ?? [],
  );
  return {
    accounts: [...new Set([NEW_ACCOUNT, ...accounts])],
    users: beginning(/^arn:[^:]*:iam::\d{12}:user\//),
    roles: beginning(/^arn:[^:]*:iam::\d{12}:role\//),
    sessions: beginning(/^arn:[^:]*:sts::\d{12}:assumed-role\//),
    federated: beginning(/^arn:[^:]*:sts::\d{12}:federated-user\//),
    userIds: beginning(/^AIDA/),
    roleIds: beginning(/^AROA/),
    canonical: [undefined, ...of('CanonicalUser')],
    services: [...of('Service'), 'not-named.amazonaws.com'],
    providers: [...of('Federated'), 'not-named.example.com'],
  };
}

function* principalsFor(names: Names): Generator<Principal> {
  // The least special first: whoever is found first is the witness.
  for (const accountId of names.accounts) {
    for (const canonicalUserId of names.canonical) {
      const inAccount = { accountId, ...(canonicalUserId === undefined ? {} : { canonicalUserId }) };
      yield* usersOf(names, inAccount);
      yield* sessionsOf(names, inAccount);
      yield { kind: 'root', ...inAccount };
      yield* federatedOf(names, inAccount);
    }
  }
  yield { kind: 'anonymous' };
  for (const service of names.services) yield { kind: 'service', service };
  for (const provider of names.providers) yield { kind: 'external', provider };
}

interface InAccount {
  readonly accountId: string;
  readonly canonicalUserId?: string;
}

function* usersOf(names: Names, inAccount: InAccount): Generator<Principal & { readonly kind: 'user' }> {
  const { accountId } = inAccount;
  const arns = [`arn:aws:iam::${accountId}:user/${NEW_NAME}`, ...inside(names.users, accountId)];
  for (const arn of arns) {
    for (const id of [`AIDA${NEW_ID}`, ...names.userIds]) yield { kind: 'user', ...inAccount, arn, id };
  }
}

/** Sessions of named and other roles under named and other names; a session's ARN has its role's name. */
function* sessionsOf(names: Names, inAccount: InAccount): Generator<Principal> {
  const { accountId } = inAccount;
  const namedSessions = inside(names.sessions, accountId);
  const roles = new Set([
    `arn:aws:iam::${accountId}:role/${NEW_NAME}`,
    ...inside(names.roles, accountId),
    ...namedSessions.map((session) => `arn:aws:iam::${accountId}:role/${NEW_NAME}/${session.split('/')[1]}`),
  ]);
  for (const roleArn of roles) {
    const [, partition] = roleArn.split(':');
    const start = `arn:${partition}:sts::${accountId}:assumed-role/${roleArn.split('/').at(-1)}/`;
    const sessions = [`${start}${NEW_NAME}`, ...namedSessions.filter((session) => session.startsWith(start))];
    for (const sessionArn of sessions) {
      for (const roleId of [`AROA${NEW_ID}`, ...names.roleIds]) {
        yield { kind: 'role-session', ...inAccount, sessionArn, roleArn, roleId };
      }
    }
  }
}

function* federatedOf(names: Names, inAccount: InAccount): Generator<Principal> {
  const { accountId } = inAccount;
  const root = { kind: 'root', arn: `arn:aws:iam::${accountId}:root`, id: accountId } as const;
  const arns = [
    `arn:aws:sts::${accountId}:federated-user/${NEW_NAME}`,
    ...inside(names.federated, accountId),
  ];
  for (const arn of arns) {
    yield { kind: 'federated-user', ...inAccount, arn, issuer: root };
    for (const { arn: issuer, id } of usersOf(names, inAccount)) {
      yield { kind: 'federated-user', ...inAccount, arn, issuer: { kind: 'user', arn: issuer, id } };
    }
  }
}

function inside(arns: readonly string[], accountId: string): string[] {
  return arns.filter((arn) => arn.split(':')[4] === accountId);
}
