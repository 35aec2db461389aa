import type { OrganizationalUnitRow, OrganizationRow } from '../../store/organization-tables.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { requestTagKeys } from '../../operation/tag-keys.ts';
import { attachFullAccess, detachAll } from './attached.ts';
import { constraintViolation, notFound, unitExists, unitNotEmpty } from './errors.ts';
import { organizationsOperation } from './organizations-operation.ts';
import { pageOf } from './pages.ts';
import { requireParent } from './parents.ts';
import { QUOTAS } from './quotas.ts';
import { onTarget, requireManagement } from './standing.ts';
import { assertTags, dropTags, putTags } from './tags.ts';
import { unitToWire } from './to-wire.ts';
import { lineOf, unitIn } from './tree.ts';

export const createOrganizationalUnit = organizationsOperation('CreateOrganizationalUnit', {
  async authorizes({ ParentId, Tags = [] }, context) {
    const keys = requestTagKeys(Tags);
    return [
      await onTarget(context, 'organizations:CreateOrganizationalUnit', ParentId, keys),
      ...(Tags.length > 0 ? [{ action: 'organizations:TagResource', resource: '*', keys }] : []),
    ];
  },

  async runs({ ParentId, Name, Tags }, { house, accountId }) {
    assertTags(Tags);
    return house.store.write(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      await requireParent(tx, organization, ParentId);
      await assertFree(tx, ParentId, Name);
      const line = await lineOf(tx, ParentId);
      if (line.length > QUOTAS.depth) throw constraintViolation('OU_DEPTH_LIMIT_EXCEEDED');
      await assertRoom(tx, organization);
      const unit: OrganizationalUnitRow = {
        ou_id: `ou-${organization.root_id.slice(2)}-${house.ids.token(8)}`,
        organization_id: organization.organization_id,
        parent_id: ParentId,
        name: Name,
        created_at: house.clock.now().getTime(),
      };
      await tx.insertInto('organizational_units').values(unit).execute();
      await putTags(tx, unit.ou_id, Tags);
      await attachFullAccess(tx, organization, [unit.ou_id]);
      return { OrganizationalUnit: unitToWire(organization, unit, [...line, unit.ou_id]) };
    });
  },
});

export const updateOrganizationalUnit = organizationsOperation('UpdateOrganizationalUnit', {
  authorizes: ({ OrganizationalUnitId }, context) =>
    onTarget(context, 'organizations:UpdateOrganizationalUnit', OrganizationalUnitId),

  runs: ({ OrganizationalUnitId, Name }, { house, accountId }) =>
    house.store.write(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const unit = await requireUnit(tx, organization, OrganizationalUnitId);
      const name = Name ?? unit.name;
      if (name !== unit.name) await assertFree(tx, unit.parent_id, name);
      await tx.updateTable('organizational_units').set({ name }).where('ou_id', '=', unit.ou_id).execute();
      const line = await lineOf(tx, unit.ou_id);
      return { OrganizationalUnit: unitToWire(organization, { ...unit, name }, line) };
    }),
});

export const deleteOrganizationalUnit = organizationsOperation('DeleteOrganizationalUnit', {
  authorizes: ({ OrganizationalUnitId }, context) =>
    onTarget(context, 'organizations:DeleteOrganizationalUnit', OrganizationalUnitId),

  async runs({ OrganizationalUnitId }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const { ou_id: id } = await requireUnit(tx, organization, OrganizationalUnitId);
      for (const table of ['organizational_units', 'organization_accounts'] as const) {
        const child = await tx
          .selectFrom(table)
          .select('parent_id')
          .where('parent_id', '=', id)
          .executeTakeFirst();
        if (child !== undefined) throw unitNotEmpty();
      }
      await detachAll(tx, id);
      await dropTags(tx, id);
      await tx.deleteFrom('organizational_units').where('ou_id', '=', id).execute();
    });
    return {};
  },
});

export const describeOrganizationalUnit = organizationsOperation('DescribeOrganizationalUnit', {
  authorizes: ({ OrganizationalUnitId }, context) =>
    onTarget(context, 'organizations:DescribeOrganizationalUnit', OrganizationalUnitId),

  runs: ({ OrganizationalUnitId }, { house, accountId }) =>
    house.store.read(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const unit = await requireUnit(tx, organization, OrganizationalUnitId);
      return { OrganizationalUnit: unitToWire(organization, unit, await lineOf(tx, unit.ou_id)) };
    }),
});

export const listOrganizationalUnitsForParent = organizationsOperation('ListOrganizationalUnitsForParent', {
  authorizes: ({ ParentId }, context) =>
    onTarget(context, 'organizations:ListOrganizationalUnitsForParent', ParentId),

  runs: (input, { house, accountId }) =>
    house.store.read(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      await requireParent(tx, organization, input.ParentId);
      const line = await lineOf(tx, input.ParentId);
      const units = await tx
        .selectFrom('organizational_units')
        .selectAll()
        .where('parent_id', '=', input.ParentId)
        .orderBy('ou_id')
        .execute();
      const { items, ...next } = pageOf('ListOrganizationalUnitsForParent', input, units, (u) => u.ou_id);
      const wire = items.map((unit) => unitToWire(organization, unit, [...line, unit.ou_id]));
      return { OrganizationalUnits: wire, ...next };
    }),
});

/** @throws AwsError OrganizationalUnitNotFoundException */
async function requireUnit(tx: ReadTx, organization: OrganizationRow, id: string) {
  const unit = await unitIn(tx, organization.organization_id, id);
  if (unit === undefined) throw notFound('organizational unit');
  return unit;
}

async function assertFree(tx: WriteTx, parentId: string, name: string): Promise<void> {
  const taken = await tx
    .selectFrom('organizational_units')
    .select('ou_id')
    .where('parent_id', '=', parentId)
    .where('name', '=', name)
    .executeTakeFirst();
  if (taken !== undefined) throw unitExists();
}

async function assertRoom(tx: WriteTx, organization: OrganizationRow): Promise<void> {
  const { count } = await tx
    .selectFrom('organizational_units')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('organization_id', '=', organization.organization_id)
    .executeTakeFirstOrThrow();
  if (Number(count) >= QUOTAS.units) throw constraintViolation('OU_NUMBER_LIMIT_EXCEEDED');
}
