import { useUnsaved } from './use-unsaved.ts';

interface UnsavedProps {
  readonly isDirty: boolean;
  /** Whether the page keeps it while another of its tabs is open. */
  readonly isKeptOnTabs?: boolean | undefined;
}

/** For a page that is a form: asks before it is left with something typed; not with `AFTER_SAVING`. */
export function Unsaved({ isDirty, isKeptOnTabs }: UnsavedProps) {
  useUnsaved(isDirty, undefined, isKeptOnTabs);
  return null;
}
