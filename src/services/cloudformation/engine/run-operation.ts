import { AwsError } from '../../../kernel/aws-error.ts';
import { secretsOf } from '../template/secrets.ts';
import type { Defined } from './definition.ts';
import { definedFor } from './defined-stack.ts';
import { cleanup, deleteAll, revert, revertCleanup, undo } from './ending-phases.ts';
import { deployResources, type FailedResources } from './deploy-resources.ts';
import { outputsOf, putExports } from './outputs.ts';
import { pauseUntil } from './pause.ts';
import type { Definition, StackOutput, StackRecord } from './records.ts';
import { stackOf } from './stack-of.ts';
import { StepFailure } from './reasons.ts';
import { assertStackPolicy } from './stack-policy.ts';
import { assertParametersExist } from './existing-parameters.ts';
import { GivenUpError, LostStackError, type Outcome, type Work } from './work.ts';

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
    return work.finish({ status: 'CREATE_COMPLETE', data: { outputs } });
  }
  const { description, parameters, stored, noEcho, tags } = wanted;
  const { capabilities, notificationArns, processed } = wanted;
  const updatedAt = work.house.clock.now().getTime();
  return work.turn('cleanup', {
    status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
    row: template === null ? undefined : { template },
    data: {
      ...{ description, parameters, stored, noEcho, tags, capabilities, notificationArns, processed },
      ...{ outputs, updatedAt, roleArn: data.next?.roleArn ?? stack.data.roleArn },
    },
  });
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
    if (record.change === 'replaced' && before !== undefined) {
      const { updateReplacePolicy } = record;
      changes.push({ slot: 'gone', id, record: { ...before, updateReplacePolicy } });
    }
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
    return work.finish({ status: isCreation ? 'CREATE_FAILED' : 'UPDATE_FAILED', reason: failure });
  }
  if (!isCreation) {
    return work.turn('revert', { status: 'UPDATE_ROLLBACK_IN_PROGRESS', reason: failure });
  }
  if (data.onFailure === 'DELETE') {
    return work.turn('delete', { status: 'DELETE_IN_PROGRESS', reason: failure });
  }
  return work.turn('undo', {
    status: 'ROLLBACK_IN_PROGRESS',
    reason:
      `${failure ?? ''}${failure?.endsWith('.') === false ? '.' : ''} Rollback requested by user.`.trim(),
  });
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
