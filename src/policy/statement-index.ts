import type { CompiledStatement } from './compiled-policy.ts';

/** Statements by the service of the action asked for, so that the others cost nothing. */
export interface StatementIndex {
  readonly byService: ReadonlyMap<string, readonly CompiledStatement[]>;
  /** Those that speak of any service: the answer for a service that no statement names. */
  readonly anyService: readonly CompiledStatement[];
}

/** Builds an index; each of its lists keeps the document's order. */
export function indexStatements(statements: readonly CompiledStatement[]): StatementIndex {
  const byService = new Map<string, CompiledStatement[]>();
  const anyService: CompiledStatement[] = [];
  for (const statement of statements) {
    const { services } = statement.action.matcher;
    if (services === undefined) {
      anyService.push(statement);
      for (const list of byService.values()) list.push(statement);
      continue;
    }
    for (const service of services) {
      const list = byService.get(service);
      if (list === undefined) byService.set(service, [...anyService, statement]);
      else list.push(statement);
    }
  }
  return { byService, anyService };
}

/** The statements that may speak of a service. @param service lower-cased */
export function statementsFor(index: StatementIndex, service: string): readonly CompiledStatement[] {
  return index.byService.get(service) ?? index.anyService;
}
