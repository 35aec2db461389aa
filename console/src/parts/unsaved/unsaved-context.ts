import { createContext, use } from 'react';

/** What was typed and not saved, of all forms that are open. */
export interface UnsavedWork {
  /** Whether it is being asked whether to leave it. */
  readonly isAsked: boolean;
  /**
   * Keeps it from being lost without a question, until the returned function is called.
   *
   * @param isKeptOnTabs whether its page keeps it while another of its tabs is open
   */
  readonly keep: (isKeptOnTabs: boolean) => () => void;
  /** Does what would lose it: at once where there is nothing, otherwise once the person wants to. */
  readonly leave: (go: () => void) => void;
}

/** Given by `UnsavedProvider`. */
export const UnsavedContext = createContext<UnsavedWork | undefined>(undefined);

/** How a form keeps what was typed, and how others ask before they lose it. */
export function useUnsavedWork(): UnsavedWork {
  const work = use(UnsavedContext);
  if (work === undefined) throw new Error('outside of UnsavedProvider');
  return work;
}
