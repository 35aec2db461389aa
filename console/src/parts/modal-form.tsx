import Box from '@cloudscape-design/components/box';
import Modal, { type ModalProps } from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { ErrorAlert } from './error-alert.tsx';
import { FormActions } from './form-actions.tsx';

interface ModalFormProps {
  readonly title: string;
  readonly size?: ModalProps.Size | undefined;
  /** What its button does. */
  readonly action: string;
  readonly isBusy: boolean;
  readonly isDisabled?: boolean | undefined;
  /** AWS's last answer, when it refused. */
  readonly error: unknown;
  readonly onAct: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A small form in a dialog; it stays open, with what was typed, when AWS refuses. */
export function ModalForm(props: ModalFormProps) {
  const { title, size, action, isBusy, isDisabled, error, onAct, onClose, children } = props;
  return (
    <Modal
      visible
      header={title}
      onDismiss={onClose}
      {...(size === undefined ? {} : { size })}
      footer={
        <Box float="right">
          <FormActions
            action={action}
            isBusy={isBusy}
            isDisabled={isDisabled}
            onAct={onAct}
            onCancel={onClose}
          />
        </Box>
      }
    >
      <SpaceBetween size="m">
        {error === null || error === undefined ? null : <ErrorAlert error={error} />}
        {children}
      </SpaceBetween>
    </Modal>
  );
}
