import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../language/language.tsx';

const TEXTS = defineTexts({ en: { cancel: 'Cancel' }, ja: { cancel: 'キャンセル' } });

interface FormActionsProps {
  /** What the button does that sends the form. */
  readonly action: string;
  readonly isBusy: boolean;
  readonly isDisabled?: boolean | undefined;
  readonly onAct: () => void;
  readonly onCancel: () => void;
}

/** A form's or a dialog's two buttons: away, and on. */
export function FormActions({ action, isBusy, isDisabled, onAct, onCancel }: FormActionsProps) {
  const texts = useTexts(TEXTS);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="link" formAction="none" onClick={onCancel}>
        {texts.cancel}
      </Button>
      <Button variant="primary" formAction="none" loading={isBusy} disabled={isDisabled} onClick={onAct}>
        {action}
      </Button>
    </SpaceBetween>
  );
}
