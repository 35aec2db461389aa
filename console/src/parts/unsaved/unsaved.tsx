import { useUnsaved } from './use-unsaved.ts';

/** For a page that is a form: asks before it is left with something typed; not with `AFTER_SAVING`. */
export function Unsaved({ isDirty }: { readonly isDirty: boolean }) {
  useUnsaved(isDirty);
  return null;
}
