/**
 * How many migrations there are. It stands apart from them so that opening a database that is up to
 * date loads none; a test holds the two together.
 */
export const SCHEMA_VERSION = 24;

/** The database was written by a newer Utsuwa than this one. */
export class NewerSchemaError extends Error {
  override readonly name = 'NewerSchemaError';

  constructor(where: string, found: number) {
    super(
      `the data in ${where} was written by a newer utsuwa (schema ${found}, this one knows ${SCHEMA_VERSION}): run that version, or choose another place for the data`,
    );
  }
}
