import { FormModal, type FormModalProps } from '../form-modal.tsx';
import { useUnsaved } from './use-unsaved.ts';

interface CarefulFormModalProps extends FormModalProps {
  /** Whether something was typed that would be lost. */
  readonly isDirty: boolean;
}

/** A form in a dialog in which much is typed: it asks before it is closed without saving. */
export function CarefulFormModal({ isDirty, onClose, ...form }: CarefulFormModalProps) {
  const { isAsked, close } = useUnsaved(isDirty, onClose);
  return <FormModal {...form} isHidden={isAsked} onClose={close} />;
}
