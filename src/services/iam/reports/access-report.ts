import { lastServiceUses } from '../../../operation/last-uses.ts';
import type { CompiledPolicy } from '../../../policy/compiled-policy.ts';
import type { House } from '../../../operation/house.ts';
import type { ReadTx } from '../../../store/store.ts';
import { arnOf } from '../shared/arns.ts';
import { parsePolicyArn } from '../shared/policy-arn.ts';
import { findPolicySource } from '../simulator/policy-source.ts';
import { managedDocument } from '../identities/managed-document.ts';
import { awsManagedPolicy } from '../managed-policies/aws-managed-policies.ts';
import { policyNotFound } from '../errors.ts';
import { servicesGranted } from './services-granted.ts';

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

/** Of each service that policies name: its uses, the latest first. */
export interface AccessReport {
  readonly services: readonly { readonly namespace: string; readonly uses: readonly ServiceUse[] }[];
}

/** A user or role that the report is about. */
type Entity = Omit<ServiceUse, 'usedAt' | 'region'>;

/**
 * Reports which services a user, group, role or policy opens, and when they were used last by those
 * concerned: the user or role itself, the group's members, those whom the policy is attached to.
 *
 * @throws AwsError InvalidInput, NoSuchEntity
 */
export async function accessReport(house: House, accountId: string, arn: string): Promise<AccessReport> {
  const { policies, entities } = /:policy\//.test(arn)
    ? await ofPolicy(house, accountId, arn)
    : await ofOwner(house, accountId, arn);
  await house.lastUses.flush();
  const used = new Map<string, ServiceUse[]>();
  for (const entity of entities) {
    for (const { service, usedAt, region } of await lastServiceUses(house.store, entity.id)) {
      const uses = used.get(service) ?? [];
      used.set(service, uses);
      uses.push({ ...entity, usedAt: usedAt.getTime(), region });
    }
  }
  const services = servicesGranted(policies).map((namespace) => ({
    namespace,
    uses: (used.get(namespace) ?? []).sort((a, b) => b.usedAt - a.usedAt),
  }));
  return { services };
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
