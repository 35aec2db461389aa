import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { NavigationType, useBlocker, type BlockerFunction, type Location } from 'react-router';
import { isSameView } from '../address/view-state.ts';
import { isAfterSaving } from './after-saving.ts';
import { LeaveQuestion } from './leave-question.tsx';
import { UnsavedContext } from './unsaved-context.ts';

/**
 * Keeps what was typed below it from being lost without a question: by a link, by the browser's Back, by closing the tab,
 * by signing out or going on as somebody else or elsewhere. The router takes one blocker, so there is one for all forms.
 */
export function UnsavedProvider({ children }: { readonly children: ReactNode }) {
  /** Whether each is kept on tabs. */
  const unsaved = useRef(new Map<symbol, boolean>());
  const [going, setGoing] = useState<{ readonly go: () => void }>();
  const blocker = useBlocker(
    useCallback<BlockerFunction>(
      (way) =>
        isWayOut(way) && [...unsaved.current.values()].some((isKeptOnTabs) => !(isKeptOnTabs && isTab(way))),
      [],
    ),
  );
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (unsaved.current.size > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
  const isAsked = going !== undefined || blocker.state === 'blocked';
  const keep = useCallback((isKeptOnTabs: boolean) => {
    const form = Symbol('form');
    unsaved.current.set(form, isKeptOnTabs);
    return () => void unsaved.current.delete(form);
  }, []);
  const leave = useCallback((go: () => void) => {
    if (unsaved.current.size > 0) setGoing({ go });
    else go();
  }, []);
  const work = useMemo(() => ({ isAsked, keep, leave }), [isAsked, keep, leave]);
  return (
    <UnsavedContext value={work}>
      {children}
      {isAsked ? (
        <LeaveQuestion
          onStay={() => {
            setGoing(undefined);
            blocker.reset?.();
          }}
          onLeave={() => {
            setGoing(undefined);
            if (going === undefined) blocker.proceed?.();
            else going.go();
          }}
        />
      ) : null}
    </UnsavedContext>
  );
}

/** Whether the way leads away from what is shown: a tab of a page is in its query, and so is what a listing shows. */
function isWayOut({ currentLocation, nextLocation, historyAction }: Parameters<BlockerFunction>[0]): boolean {
  if (addressOf(currentLocation) === addressOf(nextLocation)) return false;
  if (historyAction === NavigationType.Replace && isSameView(currentLocation, nextLocation)) return false;
  // A saved form's own way on is an entry of the history too; coming back to it later is another matter.
  return historyAction === NavigationType.Pop || !isAfterSaving(nextLocation.state);
}

/** Whether the way leads to another tab of the page. */
function isTab({ currentLocation, nextLocation, historyAction }: Parameters<BlockerFunction>[0]): boolean {
  return historyAction === NavigationType.Replace && currentLocation.pathname === nextLocation.pathname;
}

function addressOf({ pathname, search }: Location): string {
  return pathname + search;
}
