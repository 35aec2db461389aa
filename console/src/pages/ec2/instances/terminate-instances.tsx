import { EC2Client, TerminateInstancesCommand, type Instance } from '@aws-sdk/client-ec2';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { DeleteModal } from '../../../parts/delete-modal.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { useAwsChange } from '../../../session/use-aws.ts';
import { calledOf, idOf } from '../shared/instance.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Terminate (delete) instance?',
    text: 'Instances that are terminated do not come back, nor do volumes that are deleted with them. What runs there ends.',
    action: 'Terminate (delete)',
    done: (ids: string) => `Terminating: ${ids}`,
  },
  ja: {
    title: 'インスタンスを終了 (削除) しますか?',
    text: '終了したインスタンスと、一緒に削除されるボリュームは元に戻せません。実行中の処理も終了します。',
    action: '終了 (削除)',
    done: (ids: string) => `終了しています: ${ids}`,
  },
});

interface TerminateInstancesProps {
  readonly instances: readonly Instance[];
  readonly onClose: () => void;
}

/** Asks before instances are terminated; termination protection answers in EC2's words. */
export function TerminateInstances({ instances, onClose }: TerminateInstancesProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const terminate = useAwsChange({
    change: (connection) =>
      connection.client(EC2Client).send(new TerminateInstancesCommand({ InstanceIds: instances.map(idOf) })),
    makesOld: [['ec2']],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done(instances.map(idOf).join(', ')) });
      onClose();
    },
  });
  return (
    <DeleteModal
      title={texts.title}
      action={texts.action}
      isBusy={terminate.isPending}
      error={terminate.error}
      onConfirm={() => terminate.mutate()}
      onClose={onClose}
    >
      <p>{texts.text}</p>
      <ul>
        {instances.map((instance) => (
          <li key={idOf(instance)}>{calledOf(instance)}</li>
        ))}
      </ul>
    </DeleteModal>
  );
}
