import { useEffect } from 'react';
import { useUnsavedWork } from './unsaved-context.ts';

/** A form within a page, as far as what was typed in it is kept. */
export interface UnsavedForm {
  /** Whether the person is asked whether to leave it. */
  readonly isAsked: boolean;
  /** Closes the form, after the question when something was typed. */
  readonly close: () => void;
}

/**
 * Asks before what was typed is lost.
 *
 * @param onClose for a form within a page, which can be closed without leaving the page
 * @param isKeptOnTabs whether the page keeps it while another of its tabs is open
 */
export function useUnsaved(isDirty: boolean, onClose?: () => void, isKeptOnTabs = false): UnsavedForm {
  const { isAsked, keep, leave } = useUnsavedWork();
  useEffect(() => (isDirty ? keep(isKeptOnTabs) : undefined), [isDirty, keep, isKeptOnTabs]);
  return {
    isAsked: isDirty && isAsked,
    close: () => {
      if (onClose === undefined) return;
      if (isDirty) leave(onClose);
      else onClose();
    },
  };
}
