import { type CreateTableBuilder, type RawBuilder, type SchemaModule, sql } from 'kysely';

/** The kinds of database that the store speaks. */
export type DatabaseKind = 'sqlite' | 'postgres';

/** A step of the schema's history. Once released it is never edited: a change is a further step. */
export interface Migration {
  readonly name: string;
  up(schema: Schema): Promise<void>;
}

type ColumnKind = 'text' | 'integer' | 'bytes';
type Column = ColumnKind | `${ColumnKind}?`;

/** A table in portable terms. A column whose kind ends in `?` may be null. */
export interface TableShape {
  readonly columns: Readonly<Record<string, Column>>;
  readonly primaryKey: readonly string[];
  /** Sets of columns, each unique as a whole; null is unlike null. */
  readonly unique?: readonly (readonly string[])[] | undefined;
  /** Column → table and column it refers to; deleting what is referred to fails, or takes the row along. */
  readonly references?: Readonly<Record<string, Reference>> | undefined;
  readonly indexes?: readonly (readonly string[])[] | undefined;
  /** Columns unique among the rows where `column` is 1. */
  readonly uniqueWhere?: { readonly columns: readonly string[]; readonly column: string } | undefined;
}

interface Reference {
  readonly table: string;
  readonly column: string;
  readonly onDelete?: 'cascade' | undefined;
}

const TYPES: Readonly<Record<DatabaseKind, Readonly<Record<ColumnKind, () => RawBuilder<unknown>>>>> = {
  sqlite: { text: () => sql`text`, integer: () => sql`integer`, bytes: () => sql`blob` },
  // Without COLLATE "C" text would sort by the cluster's locale, and pages of a listing with it.
  postgres: { text: () => sql`text collate "C"`, integer: () => sql`bigint`, bytes: () => sql`bytea` },
};

/** Creates tables that mean the same on every kind of database. */
export class Schema {
  readonly kind: DatabaseKind;
  readonly #schema: SchemaModule;
  readonly #run: (statement: string) => Promise<unknown>;

  /** @param run runs a statement on the schema's own connection */
  constructor(kind: DatabaseKind, schema: SchemaModule, run: (statement: string) => Promise<unknown>) {
    this.kind = kind;
    this.#schema = schema;
    this.#run = run;
  }

  /** Creates a table with its constraints and indexes. */
  async table(name: string, shape: TableShape): Promise<void> {
    await this.#constrained(name, shape).execute();
    for (const columns of shape.indexes ?? []) {
      await this.#schema
        .createIndex(`${name}_by_${columns.join('_')}`)
        .on(name)
        .columns([...columns])
        .execute();
    }
    const { uniqueWhere } = shape;
    if (uniqueWhere !== undefined) {
      await this.#schema
        .createIndex(`${name}_one_${uniqueWhere.column}`)
        .unique()
        .on(name)
        .columns([...uniqueWhere.columns])
        .where(sql.ref(uniqueWhere.column), '=', sql.lit(1))
        .execute();
    }
  }

  /** Adds a column, which may be null, to a table that is there: no two rows have the same in it. */
  async uniqueColumn(table: string, column: string, kind: ColumnKind): Promise<void> {
    await this.#schema.alterTable(table).addColumn(column, TYPES[this.kind][kind]()).execute();
    await this.#schema.createIndex(`${table}_one_${column}`).unique().on(table).column(column).execute();
  }

  /** Runs a statement that fills what is new; it must mean the same on every kind of database. */
  async fill(statement: string): Promise<void> {
    await this.#run(statement);
  }

  #constrained(name: string, shape: TableShape): CreateTableBuilder<string, string> {
    let table: CreateTableBuilder<string, string> = this.#schema.createTable(name);
    for (const [column, declared] of Object.entries(shape.columns)) {
      const nullable = declared.endsWith('?');
      const kind = (nullable ? declared.slice(0, -1) : declared) as ColumnKind;
      table = table.addColumn(column, TYPES[this.kind][kind](), (built) =>
        nullable ? built : built.notNull(),
      );
    }
    table = table.addPrimaryKeyConstraint(`${name}_key`, [...shape.primaryKey]);
    for (const columns of shape.unique ?? []) {
      table = table.addUniqueConstraint(`${name}_unique_${columns.join('_')}`, [...columns]);
    }
    for (const [column, reference] of Object.entries(shape.references ?? {})) {
      table = table.addForeignKeyConstraint(
        `${name}_${column}_exists`,
        [column],
        reference.table,
        [reference.column],
        (built) => (reference.onDelete === undefined ? built : built.onDelete(reference.onDelete)),
      );
    }
    return this.kind === 'sqlite' ? table.modifyEnd(sql`strict`) : table;
  }
}
