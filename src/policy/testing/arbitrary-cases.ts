import * as fc from 'fast-check';
import type { ApplicablePolicies } from '../applicable-policies.ts';
import { compilePolicy } from '../compile-policy.ts';
import type { CompiledPolicy } from '../compiled-policy.ts';
import type { AuthorizationRequest, Principal } from '../request.ts';

/**
 * Generated policies and requests over a world so small that statements often match: two services,
 * three actions, two buckets, two accounts, three condition keys.
 */
export const HERE = '111111111111';
const ELSEWHERE = '222222222222';

const USER: Principal = {
  kind: 'user',
  accountId: HERE,
  arn: `arn:aws:iam::${HERE}:user/ann`,
  id: 'AIDAANN',
};
const SESSION: Principal = {
  kind: 'role-session',
  accountId: HERE,
  sessionArn: `arn:aws:sts::${HERE}:assumed-role/Writer/s`,
  roleArn: `arn:aws:iam::${HERE}:role/Writer`,
  roleId: 'AROAWRITER',
};
const FEDERATED: Principal = {
  kind: 'federated-user',
  accountId: HERE,
  arn: `arn:aws:sts::${HERE}:federated-user/bob`,
  issuer: { kind: 'user', arn: USER.arn, id: USER.id },
};

export const principals: readonly Principal[] = [
  USER,
  SESSION,
  FEDERATED,
  { kind: 'root', accountId: HERE },
  { kind: 'service', service: 'ec2.amazonaws.com' },
  { kind: 'external', provider: 'accounts.google.com' },
  { kind: 'anonymous' },
];

/** A statement as a document has it. */
export type StatementDocument = Readonly<Record<string, unknown>>;

const effects = fc.constantFrom('Allow', 'Allow', 'Allow', 'Allow', 'Deny');
const actions = fc.oneof(
  fc.record({
    Action: fc.constantFrom('*', 's3:*', 's3:*', 's3:Get*', 's3:getobject', ['s3:PutObject', 'ec2:*']),
  }),
  fc.record({ NotAction: fc.constantFrom('ec2:*', 's3:PutObject', ['s3:Get*', 's3:Put*']) }),
);
const resources = fc.oneof(
  fc.record({
    Resource: fc.constantFrom('*', 'arn:aws:s3:::a/*', ['arn:aws:s3:::b/*', 'arn:aws:s3:::a/${k1}']),
  }),
  fc.record({ NotResource: fc.constantFrom('arn:aws:s3:::a/*', 'arn:aws:s3:::?/x') }),
);
const conditions = fc.dictionary(
  fc.constantFrom(
    'StringEquals',
    'StringNotLike',
    'StringEqualsIfExists',
    'ForAllValues:StringEquals',
    'ForAnyValue:StringNotEquals',
    'Null',
  ),
  fc.dictionary(fc.constantFrom('k1', 'K2', 'k3'), fc.constantFrom('x', ['x', 'y'], 'true', '${k1}'), {
    minKeys: 1,
    maxKeys: 2,
  }),
  { maxKeys: 2 },
);
const names = fc.constantFrom(
  '*',
  { AWS: '*' },
  { AWS: HERE },
  { AWS: USER.arn },
  { AWS: [SESSION.roleArn, ELSEWHERE] },
  { AWS: SESSION.sessionArn },
  { AWS: FEDERATED.arn },
  { Service: 'ec2.amazonaws.com', Federated: 'accounts.google.com' },
);

const parts = (effect: fc.Arbitrary<string>): fc.Arbitrary<StatementDocument> =>
  fc
    .tuple(effect, actions, resources, fc.option(conditions, { nil: undefined, freq: 1 }))
    .map(([Effect, action, resource, Condition]) => ({
      Effect,
      ...action,
      ...resource,
      ...(Condition && { Condition }),
    }));

/** A statement without a principal. */
export const statement = (effect?: 'Allow' | 'Deny'): fc.Arbitrary<StatementDocument> =>
  parts(effect === undefined ? effects : fc.constant(effect));

/** A statement of a resource policy. */
export const namingStatement = (effect?: 'Allow' | 'Deny'): fc.Arbitrary<StatementDocument> =>
  fc
    .tuple(statement(effect), names, fc.boolean())
    .map(([rest, name, not]) => ({ ...rest, [not ? 'NotPrincipal' : 'Principal']: name }));

/** Statements by the place their policy has in a decision. */
export interface PolicyDocuments {
  readonly identity: readonly (readonly StatementDocument[])[];
  readonly boundary: readonly StatementDocument[] | undefined;
  readonly session: readonly (readonly StatementDocument[])[] | undefined;
  readonly resource: readonly StatementDocument[] | undefined;
  readonly mode: 'alternative' | 'required';
  readonly scp: readonly (readonly StatementDocument[])[] | undefined;
  readonly rcp: readonly (readonly StatementDocument[])[] | undefined;
  readonly endpoint: readonly StatementDocument[] | undefined;
}

const some = <T>(of: fc.Arbitrary<T>, maxLength = 3): fc.Arbitrary<T[]> => fc.array(of, { maxLength });
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(of, { nil: undefined, freq: 1 });
const allowAll = { Effect: 'Allow', Action: '*', Resource: '*' };
/** What limits allows everything most of the time, or nothing would ever get past all limits. */
const limit = fc.oneof(some(statement()), { weight: 4, arbitrary: fc.constant([allowAll]) });

export const policyDocuments: fc.Arbitrary<PolicyDocuments> = fc.record({
  identity: some(some(statement())),
  boundary: maybe(limit),
  session: maybe(some(limit, 2)),
  resource: maybe(some(namingStatement())),
  mode: fc.constantFrom('alternative', 'required'),
  scp: maybe(some(limit, 2)),
  rcp: maybe(
    some(
      fc.oneof(some(namingStatement()), {
        weight: 4,
        arbitrary: fc.constant([{ ...allowAll, Principal: '*' }]),
      }),
      2,
    ),
  ),
  endpoint: maybe(limit),
});

export const requests: fc.Arbitrary<AuthorizationRequest> = fc.record({
  principal: fc.constantFrom(...principals),
  action: fc.constantFrom('s3:GetObject', 's3:PutObject', 'ec2:RunInstances'),
  resource: fc.constantFrom('arn:aws:s3:::a/x', 'arn:aws:s3:::b/y', '*'),
  resourceAccount: fc.constantFrom(HERE, HERE, ELSEWHERE),
  context: fc
    .dictionary(fc.constantFrom('k1', 'k2', 'k3'), fc.constantFrom('x', 'y', ['x', 'z'], []))
    .map((keys) => new Map<string, string | readonly string[]>(Object.entries(keys))),
});

export function compileStatements(statements: readonly StatementDocument[]): CompiledPolicy {
  return compilePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
}

export function compileDocuments(documents: PolicyDocuments): ApplicablePolicies {
  const { identity, boundary, session, resource, mode, scp, rcp, endpoint } = documents;
  return {
    identity: identity.map(compileStatements),
    boundary: boundary && compileStatements(boundary),
    session: session?.map(compileStatements),
    resource: resource && { policies: [compileStatements(resource)], mode },
    scp: scp?.map((level) => [compileStatements(level)]),
    rcp: rcp?.map((level) => [compileStatements(level)]),
    endpoint: endpoint && compileStatements(endpoint),
  };
}
