import { describe, expect, it } from 'vitest';
import type { ApplicablePolicies } from './applicable-policies.ts';
import { compilePolicy } from './compile-policy.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import type { AuthorizationRequest, Principal } from './request.ts';

const HERE = '111111111111';
const ELSEWHERE = '222222222222';
const OBJECT = 'arn:aws:s3:::bucket/key';

const user = {
  kind: 'user',
  accountId: HERE,
  arn: `arn:aws:iam::${HERE}:user/dev/ann`,
  id: 'AIDAANN',
} as const;
const session = {
  kind: 'role-session',
  accountId: HERE,
  sessionArn: `arn:aws:sts::${HERE}:assumed-role/Writer/i-1`,
  roleArn: `arn:aws:iam::${HERE}:role/app/Writer`,
  roleId: 'AROAWRITER',
} as const;
const federated = {
  kind: 'federated-user',
  accountId: HERE,
  arn: `arn:aws:sts::${HERE}:federated-user/bob`,
  issuer: { kind: 'user', arn: user.arn, id: user.id },
} as const;
const root = { kind: 'root', accountId: HERE } as const;

interface Statement {
  readonly Effect?: 'Allow' | 'Deny';
  readonly [element: string]: unknown;
}

function policy(...statements: Statement[]): CompiledPolicy {
  return compilePolicy({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({
      Effect: 'Allow',
      Action: 's3:*',
      Resource: '*',
      ...statement,
    })),
  });
}

const ALLOW = policy({});
const DENY = policy({ Effect: 'Deny' });
const SILENT = policy({ Action: 'ec2:*' });

function ask(principal: Principal, policies: Partial<ApplicablePolicies>, resourceAccount = HERE): Decision {
  const request: AuthorizationRequest = {
    principal,
    action: 's3:GetObject',
    resource: OBJECT,
    resourceAccount,
    context: new Map(),
  };
  return decide(request, { identity: [], ...policies });
}

function verdict(decision: Decision): string {
  return decision.allowed ? `allowed by ${decision.decidedBy}` : `${decision.kind}: ${decision.decidedBy}`;
}

function grantTo(principal: unknown): ApplicablePolicies['resource'] {
  return { policies: [policy({ Principal: principal })], mode: 'alternative' };
}

describe('one account', () => {
  it('denies by default', () => {
    expect(verdict(ask(user, {}))).toBe('implicit-deny: identity-based policy');
    expect(verdict(ask(user, { identity: [SILENT] }))).toBe('implicit-deny: identity-based policy');
  });

  it('allows by an identity policy, and says by which statement', () => {
    const decision = ask(user, { identity: [SILENT, ALLOW] });
    expect(verdict(decision)).toBe('allowed by identity-based policy');
    expect(decision.policy).toBe(ALLOW);
    expect(decision.statement?.index).toBe(0);
  });

  it.each([
    ['service control policy', { scp: [[ALLOW, DENY]] }],
    ['resource control policy', { rcp: [[ALLOW], [DENY]] }],
    ['VPC endpoint policy', { endpoint: DENY }],
    [
      'resource-based policy',
      {
        resource: { policies: [policy({ Effect: 'Deny', Principal: '*' })], mode: 'alternative' } as const,
      },
    ],
    ['permissions boundary', { boundary: DENY }],
    ['session policy', { session: [ALLOW, DENY] }],
    ['identity-based policy', { identity: [ALLOW, DENY] }],
  ])('an explicit Deny in a %s wins', (type, policies) => {
    expect(verdict(ask(user, { identity: [ALLOW], ...policies }))).toBe(`explicit-deny: ${type}`);
  });

  it.each([
    ['service control policy', { scp: [[ALLOW], [SILENT]] }],
    ['resource control policy', { rcp: [[ALLOW], [SILENT]] }],
    ['VPC endpoint policy', { endpoint: SILENT }],
    ['permissions boundary', { boundary: SILENT }],
    ['session policy', { session: [SILENT] }],
    ['session policy', { session: [] }],
  ])('without an Allow in a %s nothing is allowed', (type, policies) => {
    expect(verdict(ask(user, { identity: [ALLOW], ...policies }))).toBe(`implicit-deny: ${type}`);
  });
});

describe('what a resource policy that allows makes needless in one account', () => {
  // identity policy, permissions boundary, session policy: may each be silent? (A user has no session policy.)
  const rows: [string, Principal, unknown, boolean, boolean, boolean][] = [
    ['user ARN', user, { AWS: user.arn }, true, true, true],
    ['role ARN', session, { AWS: session.roleArn }, true, false, false],
    ['role-session ARN', session, { AWS: session.sessionArn }, true, true, true],
    ['federated-user ARN', federated, { AWS: federated.arn }, true, true, true],
    [
      'IAM user ARN, a federated session of that user calls',
      federated,
      { AWS: user.arn },
      true,
      false,
      false,
    ],
    ['account', user, { AWS: HERE }, false, false, false],
    [':root', session, { AWS: `arn:aws:iam::${HERE}:root` }, false, false, false],
    ['*', session, '*', true, true, true],
    ['{"AWS":"*"}', user, { AWS: '*' }, true, true, true],
  ];
  it.each(rows)('%s', (_, principal, named, identity, boundary, sessionPolicy) => {
    const full = { identity: [ALLOW], boundary: ALLOW, session: [ALLOW], resource: grantTo(named) };
    expect(ask(principal, full).allowed).toBe(true);
    expect(ask(principal, { ...full, identity: [SILENT] }).allowed).toBe(identity);
    expect(ask(principal, { ...full, boundary: SILENT }).allowed).toBe(boundary);
    expect(ask(principal, { ...full, session: [SILENT] }).allowed).toBe(sessionPolicy);
  });

  it('`*` narrowed by aws:PrincipalArn still makes the identity policy needless; an account so narrowed does not', () => {
    const context = new Map([['aws:principalarn', user.arn]]);
    const narrowed = (principal: unknown): CompiledPolicy =>
      policy({ Principal: principal, Condition: { ArnEquals: { 'aws:PrincipalArn': user.arn } } });
    const decideBy = (principal: unknown): Decision =>
      decide(
        { principal: user, action: 's3:GetObject', resource: OBJECT, resourceAccount: HERE, context },
        { identity: [], resource: { policies: [narrowed(principal)], mode: 'alternative' } },
      );
    expect(decideBy('*').allowed).toBe(true);
    expect(decideBy({ AWS: HERE }).allowed).toBe(false);
  });

  it('of several grants the one that names the caller most closely counts', () => {
    const resource = {
      policies: [policy({ Principal: { AWS: HERE } }, { Principal: { AWS: user.arn } })],
      mode: 'alternative',
    } as const;
    expect(verdict(ask(user, { resource }))).toBe('allowed by resource-based policy');
    expect(ask(user, { resource }).statement?.index).toBe(1);
  });
});

describe('a policy that must allow (a trust policy, a key policy)', () => {
  const trust = (principal: unknown): ApplicablePolicies['resource'] => ({
    policies: [policy({ Principal: principal })],
    mode: 'required',
    type: 'role trust policy',
  });

  it('is asked even when the identity policy allows', () => {
    const decision = ask(user, { identity: [ALLOW], resource: trust({ AWS: ELSEWHERE }) });
    expect(verdict(decision)).toBe('implicit-deny: role trust policy');
  });

  it('suffices when it names the caller', () => {
    expect(verdict(ask(user, { resource: trust({ AWS: user.arn }) }))).toBe('allowed by role trust policy');
  });

  it('only delegates when it names the account', () => {
    expect(verdict(ask(user, { resource: trust({ AWS: HERE }) }))).toBe(
      'implicit-deny: identity-based policy',
    );
    expect(ask(user, { identity: [ALLOW], resource: trust({ AWS: HERE }) }).allowed).toBe(true);
  });

  it('matches a principal by its unique id', () => {
    expect(ask(user, { resource: trust({ AWS: user.id }) }).allowed).toBe(true);
    expect(ask(session, { resource: trust({ AWS: session.roleId }) }).allowed).toBe(true);
    expect(ask({ ...session, roleId: 'AROANEW' }, { resource: trust({ AWS: session.roleId }) }).allowed).toBe(
      false,
    );
  });

  it('lets a service in by its name only', () => {
    const ec2 = { kind: 'service', service: 'ec2.amazonaws.com' } as const;
    expect(ask(ec2, { resource: trust({ Service: ['ec2.amazonaws.com'] }) }).allowed).toBe(true);
    expect(verdict(ask(ec2, { resource: trust({ Service: 'eks.amazonaws.com' }) }))).toBe(
      'implicit-deny: role trust policy',
    );
  });
});

describe('two accounts', () => {
  it('needs an Allow on both sides', () => {
    const resource = grantTo({ AWS: user.arn });
    expect(verdict(ask(user, { identity: [ALLOW] }, ELSEWHERE))).toBe('implicit-deny: resource-based policy');
    expect(verdict(ask(user, { resource }, ELSEWHERE))).toBe('implicit-deny: identity-based policy');
    expect(ask(user, { identity: [ALLOW], resource }, ELSEWHERE).allowed).toBe(true);
    expect(ask(user, { identity: [ALLOW], resource: grantTo({ AWS: HERE }) }, ELSEWHERE).allowed).toBe(true);
  });

  it.each([[{ AWS: session.sessionArn }], [{ AWS: session.roleArn }], ['*']])(
    'boundary and session policy always limit, also for %o',
    (named) => {
      const full = { identity: [ALLOW], resource: grantTo(named) };
      expect(ask(session, full, ELSEWHERE).allowed).toBe(true);
      expect(verdict(ask(session, { ...full, boundary: SILENT }, ELSEWHERE))).toBe(
        'implicit-deny: permissions boundary',
      );
      expect(verdict(ask(session, { ...full, session: [SILENT] }, ELSEWHERE))).toBe(
        'implicit-deny: session policy',
      );
    },
  );
});

describe('the root user', () => {
  it('needs no policy in its own account', () => {
    expect(ask(root, {})).toMatchObject({ allowed: true, decidedBy: undefined });
  });

  it('is bound by SCPs, RCPs and a Deny of the resource', () => {
    expect(ask(root, { scp: [[SILENT]] }).allowed).toBe(false);
    expect(ask(root, { rcp: [[DENY]] }).allowed).toBe(false);
    const resource = {
      policies: [policy({ Effect: 'Deny', Principal: { AWS: HERE } })],
      mode: 'alternative',
    } as const;
    expect(verdict(ask(root, { resource }))).toBe('explicit-deny: resource-based policy');
  });

  it('needs the other account’s Allow there', () => {
    expect(ask(root, {}, ELSEWHERE).allowed).toBe(false);
    expect(ask(root, { resource: grantTo({ AWS: HERE }) }, ELSEWHERE).allowed).toBe(true);
  });
});

describe('a federated user', () => {
  it('has no identity permissions without a session policy', () => {
    expect(verdict(ask(federated, { identity: [ALLOW] }))).toBe('implicit-deny: session policy');
    expect(ask(federated, { identity: [ALLOW], session: [ALLOW] }).allowed).toBe(true);
  });

  it('made by root has what its session policy allows', () => {
    const byRoot = {
      ...federated,
      issuer: { kind: 'root', arn: `arn:aws:iam::${HERE}:root`, id: HERE },
    } as const;
    expect(ask(byRoot, { session: [ALLOW] }).allowed).toBe(true);
    expect(ask(byRoot, { session: [SILENT] }).allowed).toBe(false);
  });
});

describe('the anonymous', () => {
  it('may do only what a resource policy allows everyone', () => {
    const anonymous = { kind: 'anonymous' } as const;
    expect(verdict(ask(anonymous, {}))).toBe('implicit-deny: resource-based policy');
    expect(ask(anonymous, { resource: grantTo({ AWS: HERE }) }).allowed).toBe(false);
    expect(ask(anonymous, { resource: grantTo('*') }).allowed).toBe(true);
  });
});

describe('NotPrincipal', () => {
  const denyAllBut = (...names: string[]): ApplicablePolicies['resource'] => ({
    policies: [policy({ Effect: 'Deny', NotPrincipal: { AWS: names } })],
    mode: 'alternative',
  });

  it('exempts a user listed with its account', () => {
    expect(ask(user, { identity: [ALLOW], resource: denyAllBut(user.arn, HERE) }).allowed).toBe(true);
    expect(ask(user, { identity: [ALLOW], resource: denyAllBut(user.arn) }).allowed).toBe(false);
    expect(ask(user, { identity: [ALLOW], resource: denyAllBut(HERE) }).allowed).toBe(false);
  });

  it('exempts a role session listed with its role and account', () => {
    const all = [session.sessionArn, session.roleArn, `arn:aws:iam::${HERE}:root`];
    expect(ask(session, { identity: [ALLOW], resource: denyAllBut(...all) }).allowed).toBe(true);
    for (const missing of all) {
      const others = all.filter((name) => name !== missing);
      expect(ask(session, { identity: [ALLOW], resource: denyAllBut(...others) }).allowed).toBe(false);
    }
  });

  it('always denies whoever has a permissions boundary', () => {
    const resource = denyAllBut(user.arn, HERE);
    expect(verdict(ask(user, { identity: [ALLOW], boundary: ALLOW, resource }))).toBe(
      'explicit-deny: resource-based policy',
    );
  });

  it('with Allow names nobody', () => {
    const resource = {
      policies: [policy({ NotPrincipal: { AWS: ELSEWHERE } })],
      mode: 'alternative',
    } as const;
    expect(ask(user, { resource }).allowed).toBe(false);
  });
});

describe('when policies of several types refuse, one is named', () => {
  const order = [
    ['service control policy', (one: CompiledPolicy) => ({ scp: [[one]] })],
    ['resource control policy', (one: CompiledPolicy) => ({ rcp: [[one]] })],
    ['VPC endpoint policy', (one: CompiledPolicy) => ({ endpoint: one })],
    [
      'resource-based policy',
      (one: CompiledPolicy) => ({ resource: { policies: [one], mode: 'required' } as const }),
    ],
    ['permissions boundary', (one: CompiledPolicy) => ({ boundary: one })],
    ['session policy', (one: CompiledPolicy) => ({ session: [one] })],
    ['identity-based policy', (one: CompiledPolicy) => ({ identity: [one] })],
  ] as const;
  // The resource's grant names the account only, so that it makes no other Allow needless.
  const account = { Principal: { AWS: HERE } };

  it.each(order.map(([type], at) => [type, at] as const))(
    'the %s, when all before it allow (guess: AWS documents no order)',
    (type, first) => {
      const refusing = (effect: Statement): Partial<ApplicablePolicies> =>
        Object.assign(
          {},
          ...order.map(([, at], n) => at(policy({ ...account, ...(n < first ? {} : effect) }))),
        ) as Partial<ApplicablePolicies>;
      expect(verdict(ask(user, refusing({ Effect: 'Deny' })))).toBe(`explicit-deny: ${type}`);
      expect(verdict(ask(user, refusing({ Action: 'ec2:*' })))).toBe(`implicit-deny: ${type}`);
    },
  );
});
