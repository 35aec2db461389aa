import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal, { type ModalProps } from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { defineTexts, useTexts } from '../language/language.tsx';
import { ErrorAlert } from './error-alert.tsx';
import { SubmitForm } from './submit-form.tsx';

const TEXTS = defineTexts({
  en: { cancel: 'Cancel', save: 'Save changes' },
  ja: { cancel: 'キャンセル', save: '変更を保存' },
});

/** What every form in a dialog is given. */
export interface FormModalProps {
  readonly title: string;
  /** The button's word, where it is not "Save changes". */
  readonly action?: string | undefined;
  readonly size?: ModalProps.Size | undefined;
  readonly isBusy: boolean;
  /** Whether something is still missing. */
  readonly isIncomplete?: boolean | undefined;
  /** Kept, with what was typed, while something else is asked. */
  readonly isHidden?: boolean | undefined;
  /** What AWS refused it with. */
  readonly error: unknown;
  readonly onAct: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form in a dialog: it stays open, with what was typed and with AWS's words, when AWS refuses. */
export function FormModal(props: FormModalProps) {
  const { title, action, size, isBusy, isIncomplete, isHidden, error, onAct, onClose, children } = props;
  const texts = useTexts(TEXTS);
  return (
    <Modal
      visible={isHidden !== true}
      size={size ?? 'medium'}
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button variant="primary" loading={isBusy} disabled={isIncomplete === true} onClick={onAct}>
              {action ?? texts.save}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SubmitForm isReady={!isBusy && isIncomplete !== true} onSubmit={onAct}>
        <SpaceBetween size="m">
          {children}
          {error === null || error === undefined ? null : <ErrorAlert error={error} />}
        </SpaceBetween>
      </SubmitForm>
    </Modal>
  );
}
