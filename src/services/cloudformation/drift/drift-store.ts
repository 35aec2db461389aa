import type { ReadTx, WriteTx } from '../../../store/store.ts';
import { putResource } from '../engine/journal.ts';
import {
  toResource,
  toStack,
  type ResourceDrift,
  type StackDrift,
  type StackRecord,
} from '../engine/records.ts';

/** A detection as its row tells. */
export interface Detection {
  readonly id: string;
  readonly stackId: string;
  readonly at: number;
  readonly status: 'DETECTION_COMPLETE' | 'DETECTION_FAILED';
  readonly reason?: string | undefined;
  readonly stackStatus: StackDrift['status'];
  readonly drifted: number;
}

/** Notes what a detection found. What changed meanwhile keeps what it has. */
export async function keepDrifts(
  tx: WriteTx,
  { id: stackId }: StackRecord,
  drifts: ReadonlyMap<string, { readonly physicalId: string | undefined; readonly drift: ResourceDrift }>,
): Promise<void> {
  const rows = await tx
    .selectFrom('stack_resources')
    .selectAll()
    .where('stack_id', '=', stackId)
    .where('slot', '=', 'now')
    .execute();
  for (const row of rows) {
    const found = drifts.get(row.logical_id);
    if (found === undefined || found.physicalId !== (row.physical_id ?? undefined)) continue;
    await putResource(tx, stackId, 'now', row.logical_id, { ...toResource(row), drift: found.drift });
  }
}

/** Notes how a stack as a whole stands. */
export async function keepStackDrift(tx: WriteTx, stackId: string, drift: StackDrift): Promise<void> {
  const row = await tx.selectFrom('stacks').selectAll().where('id', '=', stackId).executeTakeFirst();
  if (row === undefined) return;
  const data = JSON.stringify({ ...toStack(row).data, drift });
  await tx.updateTable('stacks').set({ data }).where('id', '=', stackId).execute();
}

export async function keepDetection(tx: WriteTx, detection: Detection): Promise<void> {
  const { id: detection_id, stackId: stack_id } = detection;
  await tx
    .insertInto('stack_drift_detections')
    .values({ detection_id, stack_id, data: JSON.stringify(detection) })
    .execute();
}

/** The detection of an id among an account's stacks in a region; `undefined` when there is none. */
export async function findDetection(
  tx: ReadTx,
  { accountId, region }: { readonly accountId: string; readonly region: string },
  id: string,
): Promise<Detection | undefined> {
  const row = await tx
    .selectFrom('stack_drift_detections')
    .innerJoin('stacks', 'stacks.id', 'stack_drift_detections.stack_id')
    .select('stack_drift_detections.data')
    .where('detection_id', '=', id)
    .where('stacks.account_id', '=', accountId)
    .where('stacks.region', '=', region)
    .executeTakeFirst();
  return row && (JSON.parse(row.data) as Detection);
}
