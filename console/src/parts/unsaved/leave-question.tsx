import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../language/language.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Leave without saving?',
    text: 'What you typed is not saved, and is lost when you leave.',
    stay: 'Stay',
    leave: 'Leave',
  },
  ja: {
    title: '保存せずに移動しますか?',
    text: '入力した内容は保存されていません。移動すると失われます。',
    stay: '入力を続ける',
    leave: '移動する',
  },
});

interface LeaveQuestionProps {
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/** Asks whether to leave what was typed. */
export function LeaveQuestion({ onStay, onLeave }: LeaveQuestionProps) {
  const texts = useTexts(TEXTS);
  return (
    <Modal
      visible
      header={texts.title}
      onDismiss={onStay}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={onStay}>
              {texts.stay}
            </Button>
            <Button variant="primary" formAction="none" onClick={onLeave}>
              {texts.leave}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {texts.text}
    </Modal>
  );
}
