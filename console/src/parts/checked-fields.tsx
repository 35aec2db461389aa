import { useEffect, useRef, type ReactNode } from 'react';
import type { FormCheck } from './use-form-check.ts';

interface CheckedFieldsProps {
  readonly check: FormCheck;
  readonly children: ReactNode;
}

/** The fields of a long form: where sending was tried in vain, the first that is wrong comes into view, in focus. */
export function CheckedFields({ check: { tried }, children }: CheckedFieldsProps) {
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (tried === undefined) return;
    const field = fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    field?.scrollIntoView({ block: 'center' });
    field?.focus({ preventScroll: true });
  }, [tried]);
  return <div ref={fields}>{children}</div>;
}
