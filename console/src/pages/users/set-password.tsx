import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { FormModal } from '../../parts/form-modal.tsx';

const TEXTS = defineTexts({
  en: {
    password: 'Password',
    reset: 'The user has to choose a new password at the next sign-in',
    save: 'Save password',
  },
  ja: {
    password: 'パスワード',
    reset: 'ユーザーは次回サインイン時に新しいパスワードを設定する必要があります',
    save: 'パスワードを保存',
  },
});

interface SetPasswordProps {
  readonly title: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onSave: (password: { readonly Password: string; readonly PasswordResetRequired: boolean }) => void;
  readonly onClose: () => void;
}

/** Asks for a password; the account's password policy is AWS's to apply. */
export function SetPassword({ title, isBusy, error, onSave, onClose }: SetPasswordProps) {
  const texts = useTexts(TEXTS);
  const [Password, setPassword] = useState('');
  const [PasswordResetRequired, setIsResetRequired] = useState(true);
  return (
    <FormModal
      title={title}
      action={texts.save}
      isBusy={isBusy}
      isIncomplete={Password === ''}
      error={error}
      onAct={() => onSave({ Password, PasswordResetRequired })}
      onClose={onClose}
    >
      <FormField label={texts.password}>
        <Input
          type="password"
          autoComplete={false}
          value={Password}
          onChange={({ detail }) => setPassword(detail.value)}
        />
      </FormField>
      <Checkbox checked={PasswordResetRequired} onChange={({ detail }) => setIsResetRequired(detail.checked)}>
        {texts.reset}
      </Checkbox>
    </FormModal>
  );
}
