import { DefaultQueryExecutor, SchemaModule } from 'kysely';
import type { Connection } from '../transaction-executor.ts';

/** Kysely's schema builder on a connection that is inside a transaction already. */
export function schemaBuilder(connection: Connection): SchemaModule {
  return new SchemaModule(
    new DefaultQueryExecutor(connection.compiler, connection.adapter, {
      provideConnection: (consumer) =>
        consumer({
          executeQuery: async ({ sql }) => {
            await connection.run(sql, [], false);
            return { rows: [] };
          },
          streamQuery: () => {
            throw new Error('a migration does not stream');
          },
        }),
    }),
  );
}
