import { AwsError } from '../../../kernel/aws-error.ts';
import type { WriteTx } from '../../../store/store.ts';
import { exportInUse, exportTaken, exportUpdateInUse } from '../errors.ts';
import { evaluate } from '../template/evaluate.ts';
import type { Plain } from '../template/read-template.ts';
import { KNOWN_AFTER_APPLY } from '../template/scope.ts';
import { duplicateExports, outputNotText } from '../template/template-errors.ts';
import type { Defined, Placed } from './definition.ts';
import type { StackOutput } from './records.ts';

/** Evaluates a stack's outputs. @throws AwsError ValidationError */
export function outputsOf({ template, scope, plan }: Defined): readonly StackOutput[] {
  const outputs = plan.outputs.map((key) => {
    const output = template.outputs.get(key)!;
    const text = (value: Plain) => {
      const evaluated = evaluate(value, scope);
      if (typeof evaluated === 'object' || evaluated === undefined) throw outputNotText(key);
      return String(evaluated);
    };
    return {
      key,
      value: text(output.value),
      description: output.description,
      exportName: output.exportName === undefined ? undefined : text(output.exportName),
    };
  });
  assertOneExportEach(outputs.flatMap(({ exportName }) => exportName ?? []));
  return outputs;
}

/** The names that a stack shall export, as far as they are known before anything is made. */
export function exportNames({ template, scope, plan }: Defined): readonly string[] {
  return plan.outputs.flatMap((key) => {
    const { exportName } = template.outputs.get(key)!;
    if (exportName === undefined) return [];
    try {
      const name = evaluate(exportName, scope);
      return typeof name === 'string' && !name.includes(KNOWN_AFTER_APPLY) ? [name] : [];
    } catch (error) {
      // The values that it is made of come with the resources: it is evaluated again after them.
      if (error instanceof AwsError) return [];
      throw error;
    }
  });
}

/** @throws AwsError ValidationError for a name that is exported twice */
export function assertOneExportEach(names: readonly string[]): void {
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  if (twice.size > 0) throw duplicateExports([...twice]);
}

/**
 * Writes what a stack exports in the place of what it did, and what it imports.
 *
 * @throws AwsError ValidationError for a name that another stack exports, or one in use that would go or change
 */
export async function putExports(
  tx: WriteTx,
  stack: Placed,
  outputs: readonly StackOutput[],
  imports: readonly string[],
): Promise<void> {
  const { account_id, region } = stack;
  const wanted = new Map(
    outputs.flatMap(({ exportName, value }) =>
      exportName === undefined ? [] : [[exportName, value] as const],
    ),
  );
  const own = await tx
    .selectFrom('stack_exports')
    .select(['name', 'value'])
    .where('stack_id', '=', stack.id)
    .execute();
  for (const { name, value } of own) {
    if (wanted.get(name) === value) continue;
    const users = await usersOf(tx, stack, name);
    if (users.length > 0) throw wanted.has(name) ? exportUpdateInUse(name, users) : exportInUse(name, users);
  }
  await tx.deleteFrom('stack_exports').where('stack_id', '=', stack.id).execute();
  for (const [name, value] of wanted) {
    const taken = await tx
      .selectFrom('stack_exports')
      .innerJoin('stacks', 'stacks.id', 'stack_exports.stack_id')
      .select('stacks.name')
      .where('stack_exports.account_id', '=', account_id)
      .where('stack_exports.region', '=', region)
      .where('stack_exports.name', '=', name)
      .executeTakeFirst();
    if (taken !== undefined) throw exportTaken(name, taken.name);
    await tx
      .insertInto('stack_exports')
      .values({ account_id, region, name, stack_id: stack.id, value })
      .execute();
  }
  await tx.deleteFrom('stack_imports').where('stack_id', '=', stack.id).execute();
  for (const name of new Set(imports)) {
    await tx.insertInto('stack_imports').values({ stack_id: stack.id, account_id, region, name }).execute();
  }
}

/** The names of the stacks that import a name. */
export async function usersOf(
  tx: Pick<WriteTx, 'selectFrom'>,
  { account_id, region }: Pick<Placed, 'account_id' | 'region'>,
  name: string,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('stack_imports')
    .innerJoin('stacks', 'stacks.id', 'stack_imports.stack_id')
    .select('stacks.name')
    .where('stack_imports.account_id', '=', account_id)
    .where('stack_imports.region', '=', region)
    .where('stack_imports.name', '=', name)
    .orderBy('stacks.name')
    .execute();
  return rows.map((row) => row.name);
}
