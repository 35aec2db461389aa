import Form from '@cloudscape-design/components/form';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { CheckedFields } from './checked-fields.tsx';
import { ErrorAlert } from './error-alert.tsx';
import { FormActions } from './form-actions.tsx';
import { SubmitForm } from './submit-form.tsx';
import { Unsaved } from './unsaved/unsaved.tsx';
import type { FormCheck } from './use-form-check.ts';

interface CreateFormProps {
  /** Whether something was typed that would be lost. */
  readonly isDirty: boolean;
  readonly check: FormCheck;
  /** What the button does that sends the form. */
  readonly action: string;
  /** The making itself: under way, or refused. */
  readonly making: { readonly isPending: boolean; readonly isError: boolean; readonly error: unknown };
  /** Called only where nothing is missing, by the button and by Enter in a field. */
  readonly onSend: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** A page's form that makes something: it says what is missing and what AWS refused, and asks before what was typed is lost. */
export function CreateForm({ isDirty, check, action, making, onSend, onCancel, children }: CreateFormProps) {
  const send = () => check.attempt(onSend);
  return (
    <>
      <Unsaved isDirty={isDirty} />
      <SubmitForm isReady={!making.isPending} onSubmit={send}>
        <Form
          errorText={check.errorText}
          actions={<FormActions action={action} isBusy={making.isPending} onAct={send} onCancel={onCancel} />}
        >
          <CheckedFields check={check}>
            <SpaceBetween size="l">
              {children}
              {making.isError ? <ErrorAlert error={making.error} /> : null}
            </SpaceBetween>
          </CheckedFields>
        </Form>
      </SubmitForm>
    </>
  );
}
