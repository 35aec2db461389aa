import { useEffect, useRef, type ReactNode } from 'react';

interface SubmitFormProps {
  /** Whether it could be sent now. */
  readonly isReady: boolean;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/**
 * A form that Enter in a field sends, as its button does. Searching, choosing from a list and Japanese input's own Enter
 * send nothing, nor do the other buttons in it.
 */
export function SubmitForm({ isReady, onSubmit, children }: SubmitFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const submitOnEnter = (event: KeyboardEvent) => {
      const { target, key, isComposing, defaultPrevented } = event;
      if (key !== 'Enter' || isComposing || defaultPrevented) return;
      if (!(target instanceof HTMLInputElement) || form.current?.contains(target) !== true) return;
      event.preventDefault();
      const isField = /^(text|password|number|url|email)$/.test(target.type);
      if (isField && target.role !== 'combobox' && isReady) onSubmit();
    };
    // At the document: after the fields' own handlers, which may want Enter for themselves.
    document.addEventListener('keydown', submitOnEnter);
    return () => document.removeEventListener('keydown', submitOnEnter);
  }, [isReady, onSubmit]);
  return (
    <form ref={form} noValidate onSubmit={(event) => event.preventDefault()}>
      {children}
    </form>
  );
}
