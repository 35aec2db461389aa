import { usesBy } from '../../../operation/last-uses.ts';
import type { CompiledPolicy } from '../../../policy/compiled-policy.ts';
import type { House } from '../../../operation/house.ts';
import type { ReadTx } from '../../../store/store.ts';
import { arnOf } from '../shared/arns.ts';
import { parsePolicyArn } from '../shared/policy-arn.ts';
import { findPolicySource } from '../simulator/policy-source.ts';
import { managedDocument } from '../identities/managed-document.ts';
import { awsManagedPolicy } from '../managed-policies/aws-managed-policies.ts';
import { policyNotFound } from '../errors.ts';
import { grantsAction, servicesGranted } from './services-granted.ts';
import { trackedActions } from './tracked-actions.ts';

/** Who used a service last, and when; kept as JSON, so times are ms since 1970. */
export interface ServiceUse {
  readonly arn: string;
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly kind: 'USER' | 'ROLE';
  readonly usedAt: number;
  readonly region: string;
}

/** What it tells of: services, or their single actions too. */
export type Granularity = 'SERVICE_LEVEL' | 'ACTION_LEVEL';

export interface AccessReport {
  readonly granularity: Granularity;
  /** Each service that policies name. */
  readonly services: readonly ServiceReport[];
}

export interface ServiceReport {
  readonly namespace: string;
  /** The latest first. */
  readonly uses: readonly ServiceUse[];
  /** Those that policies allow and that are tracked; absent at service level, and where none are. */
  readonly actions?: readonly ActionReport[] | undefined;
}

export interface ActionReport {
  readonly name: string;
  /** The latest. */
  readonly use?: ServiceUse | undefined;
}

/** A user or role that the report is about. */
type Entity = Omit<ServiceUse, 'usedAt' | 'region'>;

/**
 * Reports which services a user, group, role or policy opens, and when they were used last by those
 * concerned: the user or role itself, the group's members, those whom the policy is attached to.
 *
 * @throws AwsError InvalidInput, NoSuchEntity
 */
export async function accessReport(
  house: House,
  accountId: string,
  arn: string,
  granularity: Granularity,
): Promise<AccessReport> {
  const { policies, entities } = /:policy\//.test(arn)
    ? await ofPolicy(house, accountId, arn)
    : await ofOwner(house, accountId, arn);
  await house.lastUses.flush();
  const used = new Map<string, ServiceUse[]>();
  for (const entity of entities) {
    for (const { what, usedAt, region } of await usesBy(house.store, entity.id)) {
      const uses = used.get(what) ?? [];
      used.set(what, uses);
      uses.push({ ...entity, usedAt: usedAt.getTime(), region });
    }
  }
  for (const uses of used.values()) uses.sort((a, b) => b.usedAt - a.usedAt);
  const services = servicesGranted(policies).map((namespace) => ({
    namespace,
    uses: used.get(namespace) ?? [],
    actions: granularity === 'ACTION_LEVEL' ? actionsReported(policies, namespace, used) : undefined,
  }));
  return { granularity, services };
}

/** The tracked actions of a service that some policy allows, whatever its conditions and Denies say. */
function actionsReported(
  policies: readonly CompiledPolicy[],
  namespace: string,
  used: ReadonlyMap<string, readonly ServiceUse[]>,
): readonly ActionReport[] | undefined {
  const names = trackedActions(namespace).filter((name) => grantsAction(policies, `${namespace}:${name}`));
  if (names.length === 0) return undefined;
  return names.map((name) => ({ name, use: used.get(`${namespace}:${name}`)?.[0] }));
}

interface Subject {
  readonly policies: readonly CompiledPolicy[];
  readonly entities: readonly Entity[];
}

async function ofOwner(house: House, accountId: string, arn: string): Promise<Subject> {
  const { owner, policies } = await findPolicySource(house, accountId, arn);
  const { kind, id, name, path } = owner;
  const entities: readonly Entity[] =
    kind === 'group'
      ? await house.store.read((tx) => membersOf(tx, [id]))
      : [{ arn, id, name, path, kind: kind === 'user' ? 'USER' : 'ROLE' }];
  return { policies: policies.identity, entities };
}

function ofPolicy(house: House, accountId: string, arn: string): Promise<Subject> {
  return house.store.read(async (tx) => {
    parsePolicyArn(arn);
    const document = await managedDocument(tx, (aws) => awsManagedPolicy(aws)?.document, arn);
    if (document === undefined) throw policyNotFound(arn);
    const owners = await tx
      .selectFrom('attachments')
      .select(['owner_id', 'owner_kind'])
      .where('policy_arn', '=', arn)
      .where('account_id', '=', accountId)
      .execute();
    const idsOf = (kind: string) =>
      owners.filter(({ owner_kind }) => owner_kind === kind).map(({ owner_id }) => owner_id);
    const entities = [
      ...(await usersOf(tx, idsOf('user'))),
      ...(await membersOf(tx, idsOf('group'))),
      ...(await rolesOf(tx, idsOf('role'))),
    ];
    const once = new Map(entities.map((entity) => [entity.id, entity]));
    return { policies: [house.policies.get(document, { arn })], entities: [...once.values()] };
  });
}

async function usersOf(tx: ReadTx, ids: readonly string[]): Promise<readonly Entity[]> {
  if (ids.length === 0) return [];
  const rows = await tx.selectFrom('users').selectAll().where('user_id', 'in', ids).execute();
  return rows.map((row) => ({
    arn: arnOf('user', row),
    id: row.user_id,
    name: row.name,
    path: row.path,
    kind: 'USER',
  }));
}

async function rolesOf(tx: ReadTx, ids: readonly string[]): Promise<readonly Entity[]> {
  if (ids.length === 0) return [];
  const rows = await tx.selectFrom('roles').selectAll().where('role_id', 'in', ids).execute();
  return rows.map((row) => ({
    arn: arnOf('role', row),
    id: row.role_id,
    name: row.name,
    path: row.path,
    kind: 'ROLE',
  }));
}

async function membersOf(tx: ReadTx, groupIds: readonly string[]): Promise<readonly Entity[]> {
  if (groupIds.length === 0) return [];
  const members = await tx
    .selectFrom('group_members')
    .select('user_id')
    .where('group_id', 'in', groupIds)
    .execute();
  return usersOf(
    tx,
    members.map(({ user_id }) => user_id),
  );
}
