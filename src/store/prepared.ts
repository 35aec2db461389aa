import type { Compilable, QueryCreator } from 'kysely';
import type { DatabaseKind } from './migrations/schema.ts';
import type { Parameter } from './parameters.ts';
import { EXECUTOR, type ReadTx } from './store.ts';
import type { Tables } from './tables.ts';
import { Transaction, type TransactionExecutor } from './transaction-executor.ts';

/** A select that is built once and run often. */
export interface Prepared<P, R> {
  /** All rows. */
  all(tx: ReadTx, parameters: P): Promise<readonly R[]>;
  /** The first row, `undefined` when there is none. */
  first(tx: ReadTx, parameters: P): Promise<R | undefined>;
}

type Build<P, R> = (db: Pick<QueryCreator<Tables>, 'selectFrom'>, parameters: P) => Compilable<R>;

interface Compiled {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Stands for a parameter's value while its query is compiled. */
class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * Prepares a select for a hot way: building and compiling a query costs ten times what running it
 * does, and here it is done once.
 *
 * @param build builds the query; the members of its second argument stand for the parameters and may
 *   only be handed to the builder as values
 * @example
 * const roleByName = prepared((db, p: { accountId: string; nameKey: string }) =>
 *   db.selectFrom('roles').selectAll()
 *     .where('account_id', '=', p.accountId).where('name_key', '=', p.nameKey));
 * const role = await store.read((tx) => roleByName.first(tx, { accountId, nameKey: 'admin' }));
 */
export function prepared<P extends Readonly<Record<keyof P, Parameter>>, R>(
  build: Build<P, R>,
): Prepared<P, R> {
  const compiled = new Map<DatabaseKind, Compiled>();

  const run = async (tx: ReadTx, parameters: P): Promise<readonly R[]> => {
    const executor = tx[EXECUTOR];
    const { kind } = executor.connection;
    let query = compiled.get(kind);
    if (query === undefined) compiled.set(kind, (query = compile(executor, build)));
    const values = query.values.map((value) =>
      value instanceof Placeholder ? parameters[value.name as keyof P] : value,
    );
    const outcome = executor.run(query.sql, values, true);
    return (outcome instanceof Promise ? await outcome : outcome).rows as readonly R[];
  };
  return {
    all: run,
    first: async (tx, parameters) => (await run(tx, parameters))[0],
  };
}

function compile<P, R>(executor: TransactionExecutor, build: Build<P, R>): Compiled {
  const placeholders = new Proxy(
    {},
    { get: (_, name) => (typeof name === 'string' ? new Placeholder(name) : undefined) },
  );
  const { query, sql, parameters } = build(new Transaction(executor), placeholders as P).compile();
  if (query.kind !== 'SelectQueryNode') throw new Error(`a prepared query selects; this is a ${query.kind}`);
  return { sql, values: parameters };
}
