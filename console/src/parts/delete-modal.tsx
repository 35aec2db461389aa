import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import { defineTexts, useTexts } from '../language/language.tsx';
import { ErrorAlert } from './error-alert.tsx';

const TEXTS = defineTexts({
  en: {
    cancel: 'Cancel',
    remove: 'Delete',
    type: (name: string) => `To confirm, type ${name}`,
  },
  ja: {
    cancel: 'キャンセル',
    remove: '削除',
    type: (name: string) => `確認のため「${name}」と入力してください`,
  },
});

interface DeleteModalProps {
  readonly title: string;
  /** What goes, and what goes with it. */
  readonly children: ReactNode;
  /** Has to be typed first, where what goes does not come back. */
  readonly typed?: string | undefined;
  /** The button's word, where it is not "Delete". */
  readonly action?: string | undefined;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something is deleted; it stays open with AWS's words when AWS refuses. */
export function DeleteModal(props: DeleteModalProps) {
  const { title, children, typed, action, isBusy, error, onConfirm, onClose } = props;
  const texts = useTexts(TEXTS);
  const [text, setText] = useState('');
  return (
    <Modal
      visible
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button
              variant="primary"
              loading={isBusy}
              disabled={typed !== undefined && text !== typed}
              onClick={onConfirm}
            >
              {action ?? texts.remove}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <div>{children}</div>
        {typed === undefined ? null : (
          <FormField label={texts.type(typed)}>
            <Input value={text} onChange={({ detail }) => setText(detail.value)} placeholder={typed} />
          </FormField>
        )}
        {error === null || error === undefined ? null : <ErrorAlert error={error} />}
      </SpaceBetween>
    </Modal>
  );
}
