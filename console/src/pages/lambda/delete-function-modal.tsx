import { DeleteFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { DeleteModal } from '../../parts/delete-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { useAwsChange } from '../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Delete function',
    text: (name: string) =>
      `The function ${name} is deleted with its code, versions, aliases and resource policy. Its role stays.`,
    done: (name: string) => `Function ${name} deleted`,
  },
  ja: {
    title: '関数を削除',
    text: (name: string) =>
      `関数 ${name} を、コード、バージョン、エイリアス、リソースベースのポリシーとともに削除します。ロールは残ります。`,
    done: (name: string) => `関数 ${name} を削除しました`,
  },
});

interface DeleteFunctionModalProps {
  readonly name: string;
  readonly onDeleted?: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Asks before a function goes. */
export function DeleteFunctionModal({ name, onDeleted, onClose }: DeleteFunctionModalProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const remove = useAwsChange({
    change: (connection) =>
      connection.client(LambdaClient).send(new DeleteFunctionCommand({ FunctionName: name })),
    makesOld: [['lambda', 'functions']],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done(name) });
      onClose();
      onDeleted?.();
    },
  });
  return (
    <DeleteModal
      title={texts.title}
      typed={name}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <span className="utsuwa-breakable">{texts.text(name)}</span>
    </DeleteModal>
  );
}
