import type { ActionName } from './action-matcher.ts';
import { readAction } from './action-matcher.ts';
import type { CompiledStatement } from './compiled-policy.ts';

/** How many actions an index remembers; a caller who asks for more only pays for looking again. */
const MAX_REMEMBERED = 64;
const NONE: readonly CompiledStatement[] = [];

/**
 * The statements of one policy and one effect, found by the action asked for, so that the others cost
 * nothing. Each list keeps the document's order.
 */
export class StatementIndex {
  readonly #byService = new Map<string, CompiledStatement[]>();
  /** Those that speak of any service: the answer for a service that no statement names. */
  readonly #anyService: CompiledStatement[] = [];
  /** What was found before, by action as it was asked. */
  readonly #byAction = new Map<string, readonly CompiledStatement[]>();
  /** The action asked last, which is often the one asked next, and what was found for it. */
  #lastAction = '';
  #last: readonly CompiledStatement[] = NONE;

  constructor(statements: readonly CompiledStatement[]) {
    for (const statement of statements) {
      const { services } = statement.action.matcher;
      if (services === undefined) this.#addToAll(statement);
      else for (const service of services) this.#addTo(service, statement);
    }
  }

  /** The statements whose Action or NotAction element matches. @param action `service:Name`, in any case */
  speakingOf(action: string): readonly CompiledStatement[] {
    if (action === this.#lastAction) return this.#last;
    const found = this.#byAction.get(action) ?? this.#find(action, readAction(action));
    this.#lastAction = action;
    this.#last = found;
    return found;
  }

  #find(action: string, name: ActionName): readonly CompiledStatement[] {
    const candidates = this.#byService.get(name.service) ?? this.#anyService;
    const found = candidates.filter((statement) => statement.action.matcher.matches(name));
    if (this.#byAction.size >= MAX_REMEMBERED) this.#byAction.clear();
    const kept = found.length === 0 ? NONE : found;
    this.#byAction.set(action, kept);
    return kept;
  }

  #addToAll(statement: CompiledStatement): void {
    this.#anyService.push(statement);
    for (const list of this.#byService.values()) list.push(statement);
  }

  #addTo(service: string, statement: CompiledStatement): void {
    const list = this.#byService.get(service);
    if (list === undefined) this.#byService.set(service, [...this.#anyService, statement]);
    else list.push(statement);
  }
}
