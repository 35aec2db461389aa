import { PostgresAdapter, PostgresQueryCompiler } from 'kysely';
import type { PoolClient } from 'pg';
import type { Parameter } from '../parameters.ts';
import type { Connection, Outcome } from '../transaction-executor.ts';

const ADAPTER = new PostgresAdapter();
const COMPILER = new PostgresQueryCompiler();

/** More texts than the house has; lists of varying length make new ones, and those go unprepared. */
const NAMED_STATEMENTS = 500;

/** One connection of the pool, for one transaction. */
export class PostgresConnection implements Connection {
  readonly kind = 'postgres';
  readonly adapter = ADAPTER;
  readonly compiler = COMPILER;
  readonly client: PoolClient;

  constructor(client: PoolClient) {
    this.client = client;
  }

  async run(sql: string, parameters: readonly Parameter[]): Promise<Outcome> {
    const { rows, rowCount } = await this.client.query({
      text: sql,
      values: [...parameters],
      name: parameters.length === 0 ? undefined : statementName(sql),
    });
    return { rows, changes: rowCount ?? 0 };
  }
}

const names = new Map<string, string>();

/** The name under which each connection keeps the statement prepared; `undefined` keeps it not. */
function statementName(sql: string): string | undefined {
  const known = names.get(sql);
  if (known !== undefined || names.size >= NAMED_STATEMENTS) return known;
  const name = `u${names.size}`;
  names.set(sql, name);
  return name;
}
