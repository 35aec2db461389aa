import { AwsError } from '../../../kernel/aws-error.ts';
import type { WriteTx } from '../../../store/store.ts';
import { secretsOf } from '../template/secrets.ts';
import { callService } from './service-calls.ts';
import { define, exportsOf, madeValues, zonesFor, type Defined, type Surroundings } from './definition.ts';
import { deployResources, type FailedResources } from './deploy-resources.ts';
import { outputsOf, putExports } from './outputs.ts';
import { pauseUntil } from './pause.ts';
import {
  toStack,
  type Definition,
  type ResourceRecord,
  type StackOutput,
  type StackRecord,
} from './records.ts';
import { StepFailure } from './reasons.ts';
import { removeResources } from './remove-resources.ts';
import { assertStackPolicy } from './stack-policy.ts';
import { takeBack } from './take-back.ts';
import { assertParametersExist } from './existing-parameters.ts';
import { GivenUpError, LostStackError, type Work } from './work.ts';

const CANNOT_CLEAN = 'Update successful. One or more resources could not be deleted.';

/**
 * Works on a stack's operation, phase by phase, until it ends. Each phase can be begun anew where an
 * earlier attempt was cut short.
 *
 * @throws LostStackError when it is left for later
 */
export async function runOperation(work: Work): Promise<void> {
  for (;;) {
    const { data } = await work.refresh();
    if (data.deletion !== undefined && work.phase !== 'delete') {
      await work.turn(
        'delete',
        { status: 'DELETE_IN_PROGRESS', reason: 'User Initiated' },
        { kind: 'delete', ...data.deletion, deletion: undefined },
      );
      continue;
    }
    const isDone = await PHASES[work.phase](work);
    if (work.isLeft) throw new LostStackError();
    if (isDone === 'done') return;
  }
}

type Outcome = 'done' | 'goes on';

const PHASES: Readonly<Record<Work['phase'], (work: Work) => Promise<Outcome>>> = {
  deploy,
  cleanup,
  undo,
  revert,
  'revert-cleanup': revertCleanup,
  delete: deleteAll,
};

async function deploy(work: Work): Promise<Outcome> {
  const { data } = work.operation;
  const stack = await stackOf(work);
  const wanted: Definition = data.next ?? stack.data;
  const template = wanted.processed ?? work.operation.template ?? stack.template;
  const timer = watchTime(work);
  let failure: string | undefined;
  const imports = new Set<string>();
  try {
    const defined = await definedFor(work, wanted, template, imports);
    work.secrets = secretsOf(defined.template, wanted.parameters, stack.data.parameters);
    await assertParametersExist(work, defined.template, wanted);
    if (data.isCancelled === true) work.giveUp('cancelled');
    const failed = await deployResources(work, defined, wanted.tags);
    failure = failureOf(work, failed);
    if (failure === undefined) {
      assertMayLeave(work, defined);
      const outputs = outputsOf(defined);
      return await deployed(work, stack, wanted, { defined, outputs, imports: [...imports] });
    }
  } catch (error) {
    if (!(error instanceof AwsError || error instanceof StepFailure)) throw error;
    failure = error.message;
  } finally {
    timer.stop();
  }
  if (work.isLeft) return 'goes on';
  return deployFailed(work, failure);
}

/** What leaves the template is deleted, which the stack's policy must allow. @throws StepFailure */
function assertMayLeave(work: Work, { plan }: Defined): void {
  for (const [id, { type }] of work.now) {
    if (plan.resources.has(id)) continue;
    assertStackPolicy(work.operation.data.stackPolicy, 'Update:Delete', id, type);
  }
}

/** What a deployment came to. */
interface Result {
  readonly defined: Defined;
  readonly outputs: readonly StackOutput[];
  /** Names of the exports that it uses. */
  readonly imports: readonly string[];
}

async function deployed(
  work: Work,
  stack: StackRecord,
  wanted: Definition,
  { defined, outputs, imports }: Result,
): Promise<Outcome> {
  const { data, template } = work.operation;
  await work.write((tx) => putExports(tx, stack, outputs, imports));
  await forgetChanges(work, defined);
  if (data.kind === 'create') {
    await work.finish({ status: 'CREATE_COMPLETE', data: { outputs } });
    return 'done';
  }
  const { description, parameters, stored, tags, capabilities, notificationArns, processed } = wanted;
  const updatedAt = work.house.clock.now().getTime();
  await work.turn('cleanup', {
    status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    row: template === null ? undefined : { template },
    data: {
      ...{ description, parameters, stored, tags, capabilities, notificationArns, processed },
      ...{ outputs, updatedAt, roleArn: data.next?.roleArn ?? stack.data.roleArn },
    },
  });
  return 'goes on';
}

/** Sets aside what is to be removed now that all went well: what was replaced, and what left the template. */
async function forgetChanges(work: Work, { plan }: Defined): Promise<void> {
  const changes: Parameters<Work['step']>[0][number][] = [];
  for (const [id, record] of work.now) {
    const before = work.before.get(id);
    if (!plan.resources.has(id)) {
      changes.push({ slot: 'now', id, record: undefined }, { slot: 'gone', id, record });
      continue;
    }
    if (record.change === 'replaced' && before !== undefined)
      changes.push({ slot: 'gone', id, record: before });
    if (before !== undefined) changes.push({ slot: 'before', id, record: undefined });
    if (record.change !== undefined)
      changes.push({ slot: 'now', id, record: { ...record, change: undefined } });
  }
  if (changes.length > 0) await work.step(changes);
}

async function deployFailed(work: Work, failure: string | undefined): Promise<Outcome> {
  const { data } = work.operation;
  const isCreation = data.kind === 'create';
  const deletion = (await work.refresh()).data.deletion;
  if (deletion !== undefined) return 'goes on';
  if (data.onFailure === 'DO_NOTHING') {
    await work.finish({ status: isCreation ? 'CREATE_FAILED' : 'UPDATE_FAILED', reason: failure });
    return 'done';
  }
  if (!isCreation) {
    await work.turn('revert', { status: 'UPDATE_ROLLBACK_IN_PROGRESS', reason: failure });
    return 'goes on';
  }
  if (data.onFailure === 'DELETE') {
    await work.turn('delete', { status: 'DELETE_IN_PROGRESS', reason: failure });
    return 'goes on';
  }
  await work.turn('undo', {
    status: 'ROLLBACK_IN_PROGRESS',
    reason:
      `${failure ?? ''}${failure?.endsWith('.') === false ? '.' : ''} Rollback requested by user.`.trim(),
  });
  return 'goes on';
}

function failureOf(work: Work, { create, update }: FailedResources): string | undefined {
  if (work.givenUp === 'cancelled') return 'User Initiated';
  if (work.givenUp === 'timed out') return 'Stack creation time exceeded the specified timeout.';
  const said = [
    create.length === 0 ? '' : `The following resource(s) failed to create: [${create.join(', ')}]. `,
    update.length === 0 ? '' : `The following resource(s) failed to update: [${update.join(', ')}]. `,
  ].join('');
  return said === '' ? undefined : said.trimEnd();
}

async function cleanup(work: Work): Promise<Outcome> {
  const failed = await removeResources(work, {
    slot: 'gone',
    wasJustMade: false,
    policyOf: (record) =>
      work.now.has(record.logicalId) ? record.updateReplacePolicy : record.deletionPolicy,
  });
  if (work.isLeft) return 'goes on';
  await work.finish(
    { status: 'UPDATE_COMPLETE', reason: failed.length > 0 ? CANNOT_CLEAN : undefined },
    (tx) => forgetGone(tx, work),
  );
  return 'done';
}

async function undo(work: Work): Promise<Outcome> {
  const failed = await removeResources(work, {
    slot: 'now',
    wasJustMade: true,
    policyOf: ({ deletionPolicy }) => deletionPolicy,
  });
  if (work.isLeft) return 'goes on';
  await work.finish(
    failed.length === 0
      ? { status: 'ROLLBACK_COMPLETE' }
      : { status: 'ROLLBACK_FAILED', reason: failedToDelete(failed) },
  );
  return 'done';
}

async function revert(work: Work): Promise<Outcome> {
  const failed = await takeBack(work);
  if (work.isLeft) return 'goes on';
  if (failed.length > 0) {
    const reason = `The following resource(s) failed to update: [${failed.join(', ')}].`;
    await work.finish({ status: 'UPDATE_ROLLBACK_FAILED', reason });
    return 'done';
  }
  await work.turn('revert-cleanup', { status: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS' });
  return 'goes on';
}

async function revertCleanup(work: Work): Promise<Outcome> {
  await removeResources(work, {
    slot: 'gone',
    wasJustMade: true,
    policyOf: ({ deletionPolicy }) => deletionPolicy,
  });
  if (work.isLeft) return 'goes on';
  await work.finish({ status: 'UPDATE_ROLLBACK_COMPLETE' }, (tx) => forgetGone(tx, work));
  return 'done';
}

/** What could not be removed is nobody's any more. */
async function forgetGone(tx: WriteTx, { stack }: Work): Promise<void> {
  await tx
    .deleteFrom('stack_resources')
    .where('stack_id', '=', stack.id)
    .where('slot', '=', 'gone')
    .execute();
}

async function deleteAll(work: Work): Promise<Outcome> {
  const stack = await stackOf(work);
  try {
    await work.write((tx) => putExports(tx, stack, [], []));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    await work.finish({ status: 'DELETE_FAILED', reason: error.message });
    return 'done';
  }
  const { skip } = work.operation.data;
  const policyOf = ({ deletionPolicy }: ResourceRecord) => deletionPolicy;
  const failed = [
    ...(await removeResources(work, { slot: 'gone', wasJustMade: false, policyOf })),
    ...(await removeResources(work, { slot: 'now', wasJustMade: false, skip, policyOf })),
  ];
  if (work.isLeft) return 'goes on';
  if (failed.length > 0) {
    await work.finish({ status: 'DELETE_FAILED', reason: failedToDelete(failed) });
    return 'done';
  }
  await work.finish({
    status: 'DELETE_COMPLETE',
    row: { is_live: 0, deleted_at: work.house.clock.now().getTime() },
  });
  return 'done';
}

function failedToDelete(ids: readonly string[]): string {
  return `The following resource(s) failed to delete: [${ids.join(', ')}]. `;
}

async function stackOf(work: Work): Promise<StackRecord> {
  const row = await work.house.store.read((tx) =>
    tx.selectFrom('stacks').selectAll().where('id', '=', work.stack.id).executeTakeFirst(),
  );
  if (row === undefined) throw new LostStackError();
  return toStack(row);
}

/** @param imports filled with the names that the template turns out to import */
async function definedFor(
  work: Work,
  wanted: Definition,
  template: string,
  imports: Set<string>,
): Promise<Defined> {
  const { house, stack } = work;
  const exports = await house.store.read((tx) => exportsOf(tx, stack.account_id, stack.region));
  const surroundings: Surroundings = {
    exports,
    zones: await zonesFor(template, async () => {
      const place = { ...(await work.actor.now()), region: stack.region };
      return callService(house, place, { service: 'ec2', operation: 'DescribeAvailabilityZones', input: {} });
    }),
  };
  const defined = define(template, wanted, stack, surroundings, madeValues(work.now));
  const scope = {
    ...defined.scope,
    imported(name: string) {
      const value = defined.scope.imported(name);
      imports.add(name);
      return value;
    },
  };
  return { ...defined, scope };
}

/** Gives the work up when its time is over. */
function watchTime(work: Work): { stop(): void } {
  const { expiresAt } = work.operation.data;
  const end = new AbortController();
  if (expiresAt !== undefined) {
    void pauseUntil(work.house.clock, expiresAt, AbortSignal.any([end.signal, work.signal])).then(
      () => work.giveUp('timed out'),
      () => undefined,
    );
  }
  return { stop: () => end.abort(new GivenUpError()) };
}
