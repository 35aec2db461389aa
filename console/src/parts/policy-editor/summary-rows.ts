import type { StatementView } from './read-statements.ts';

/** A statement as far as it speaks of one service. */
export interface SummaryRow {
  readonly statement: StatementView;
  /** As actions begin: `s3`, `iam`; `*` for all. */
  readonly service: string;
  /** Without the service; empty where all of its actions are meant. */
  readonly actions: readonly string[];
}

/** A row for each service that a statement names; one that excepts actions speaks of all services. */
export function summaryRows(statements: readonly StatementView[]): readonly SummaryRow[] {
  return statements.flatMap((statement) => {
    if (statement.actions.isExcept) return [{ statement, service: '*', actions: statement.actions.values }];
    const services = new Set(statement.actions.values.map(serviceOf));
    return [...services].map((service) => {
      const names = statement.actions.values
        .filter((action) => serviceOf(action) === service)
        .map((action) => action.slice(action.indexOf(':') + 1));
      return { statement, service, actions: names.includes('*') ? [] : names };
    });
  });
}

function serviceOf(action: string): string {
  const [prefix = action] = action.split(':');
  return prefix.toLowerCase();
}
