import { useEffect, useState } from 'react';
import { NavigationType, useBlocker, type Location } from 'react-router';
import { isAfterSaving } from './after-saving.ts';

/** The question whether to leave what was typed, as far as it is being asked. */
export interface UnsavedQuestion {
  readonly isAsked: boolean;
  /** Closes the form, after the question when something was typed. */
  readonly close: () => void;
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/**
 * Keeps what was typed from being lost without a question: by a link, by the browser's Back, by closing the tab.
 *
 * @param onClose for a form within a page, which can be closed without leaving the page
 */
export function useUnsaved(isDirty: boolean, onClose?: () => void): UnsavedQuestion {
  const [isClosing, setIsClosing] = useState(false);
  const blocker = useBlocker(({ currentLocation, nextLocation, historyAction }) => {
    // A saved form's own way on is an entry of the history too; coming back to it later is another matter.
    const isOwnWay = historyAction !== NavigationType.Pop && isAfterSaving(nextLocation.state);
    return isDirty && !isOwnWay && addressOf(currentLocation) !== addressOf(nextLocation);
  });
  useEffect(() => {
    if (!isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);
  return {
    isAsked: isClosing || blocker.state === 'blocked',
    close: () => {
      if (isDirty) setIsClosing(true);
      else onClose?.();
    },
    onStay: () => {
      setIsClosing(false);
      blocker.reset?.();
    },
    onLeave: () => {
      if (isClosing) onClose?.();
      else blocker.proceed?.();
    },
  };
}

/** A tab of a page is in its query. */
function addressOf({ pathname, search }: Location): string {
  return pathname + search;
}
