import {
  type CompiledQuery,
  type DialectAdapter,
  QueryCreator,
  type QueryCompiler,
  type QueryExecutor,
  type QueryId,
  type QueryResult,
  type RootOperationNode,
} from 'kysely';
import { raisesEpoch } from './identity-epoch.ts';
import type { DatabaseKind } from './migrations/schema.ts';
import { checkParameters, type Parameter } from './parameters.ts';
import { EXECUTOR, type WriteTx } from './store.ts';
import type { Tables } from './tables.ts';

/** A statement's outcome. */
export interface Outcome {
  readonly rows: readonly unknown[];
  /** Rows inserted, changed or deleted; 0 for a select. */
  readonly changes: number;
}

/** What a database gives a transaction: its dialect and a way to run one statement. */
export interface Connection {
  readonly kind: DatabaseKind;
  readonly adapter: DialectAdapter;
  readonly compiler: QueryCompiler;
  /** @param returns whether the statement answers rows */
  run(sql: string, parameters: readonly Parameter[], returns: boolean): Outcome | Promise<Outcome>;
}

/**
 * Runs the statements of one transaction, and notes what the store has to know of it at its end:
 * whether identity changed, and whether a statement failed.
 */
export class TransactionExecutor implements QueryExecutor {
  readonly connection: Connection;
  readonly plugins = [];
  /** The error of the first statement that failed: the transaction cannot commit. */
  failure: unknown;
  /** Whether anything was changed, and whether that raises the epoch. */
  changed = false;
  changedIdentity = false;
  readonly #mayWrite: boolean;
  #ended = false;

  constructor(connection: Connection, mayWrite: boolean) {
    this.connection = connection;
    this.#mayWrite = mayWrite;
  }

  get adapter(): DialectAdapter {
    return this.connection.adapter;
  }

  transformQuery<T extends RootOperationNode>(node: T): T {
    return node;
  }

  compileQuery<R>(node: RootOperationNode, queryId: QueryId): CompiledQuery<R> {
    return this.connection.compiler.compileQuery(node, queryId);
  }

  async executeQuery<R>(compiled: CompiledQuery<R>): Promise<QueryResult<R>> {
    const returns = this.#admit(compiled.query);
    const { rows, changes } = await this.run(compiled.sql, compiled.parameters, returns);
    return { rows: rows as R[], numAffectedRows: BigInt(changes) };
  }

  /** Runs one statement that `#admit` let in, or that was compiled as a select. */
  run(sql: string, parameters: readonly unknown[], returns: boolean): Outcome | Promise<Outcome> {
    if (this.#ended) throw new Error('a transaction was used after its end: await every statement');
    try {
      checkParameters(parameters);
      const outcome = this.connection.run(sql, parameters, returns);
      return outcome instanceof Promise ? outcome.catch((error: unknown) => this.#fail(error)) : outcome;
    } catch (error) {
      return this.#fail(error);
    }
  }

  /** No statement runs from here on. */
  end(): void {
    this.#ended = true;
  }

  #fail(error: unknown): never {
    this.failure ??= error;
    throw error;
  }

  /** @returns whether the statement answers rows */
  #admit(node: RootOperationNode): boolean {
    if (node.kind === 'SelectQueryNode') return true;
    if (node.kind === 'InsertQueryNode') {
      return this.#change(node.into?.table.identifier.name, node.returning !== undefined);
    }
    if (node.kind === 'UpdateQueryNode')
      return this.#change(tableName(node.table), node.returning !== undefined);
    if (node.kind === 'DeleteQueryNode') {
      return this.#change(tableName(node.from.froms[0]), node.returning !== undefined);
    }
    throw new Error(`a transaction runs no ${node.kind}`);
  }

  #change(table: string | undefined, returns: boolean): boolean {
    if (!this.#mayWrite) throw new Error('a read changes nothing: use write');
    if (table === undefined) throw new Error('a change names one table');
    this.changed = true;
    if (raisesEpoch(table)) this.changedIdentity = true;
    return returns;
  }

  provideConnection(): never {
    throw new Error('a transaction has no connection to give');
  }

  stream(): never {
    throw new Error('a transaction does not stream: page by key');
  }

  withConnectionProvider(): never {
    throw new Error('a transaction has its connection');
  }

  withPlugin(): never {
    throw new Error('a transaction takes no plugins');
  }

  withPlugins(): never {
    throw new Error('a transaction takes no plugins');
  }

  withPluginAtFront(): never {
    throw new Error('a transaction takes no plugins');
  }

  withoutPlugins(): this {
    return this;
  }
}

/** The queries of one transaction. */
export class Transaction extends QueryCreator<Tables> implements WriteTx {
  readonly [EXECUTOR]: TransactionExecutor;

  constructor(executor: TransactionExecutor) {
    super({ executor });
    this[EXECUTOR] = executor;
  }
}

function tableName(node: unknown): string | undefined {
  const named = node as {
    readonly kind?: string;
    readonly node?: unknown;
    readonly table?: { readonly identifier?: { readonly name?: string } };
  };
  return named.kind === 'AliasNode' ? tableName(named.node) : named.table?.identifier?.name;
}
