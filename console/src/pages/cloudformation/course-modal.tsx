import { defineTexts, useTexts } from '../../language/language.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { useAwsChange } from '../../session/use-aws.ts';
import { setCourse, type Course } from './course.ts';

interface CourseTexts {
  readonly title: string;
  readonly text: string;
  readonly act: string;
  readonly done: (name: string) => string;
}

const TEXTS = defineTexts<Readonly<Record<Course, CourseTexts>>>({
  en: {
    cancel: {
      title: 'Cancel update stack',
      text: 'The update stops, and what it changed is rolled back.',
      act: 'Cancel update',
      done: (name) => `The update of ${name} is being cancelled`,
    },
    'go on': {
      title: 'Continue update rollback',
      text: 'CloudFormation tries again to bring the resources back to their former state. Remove first what made it fail.',
      act: 'Continue',
      done: (name) => `The rollback of ${name} goes on`,
    },
    'roll back': {
      title: 'Roll back',
      text: 'The stack goes back to its last stable state.',
      act: 'Roll back',
      done: (name) => `${name} is being rolled back`,
    },
    protect: {
      title: 'Activate termination protection',
      text: 'While it is active CloudFormation refuses to delete the stack.',
      act: 'Activate',
      done: (name) => `Termination protection of ${name} is active`,
    },
    unprotect: {
      title: 'Deactivate termination protection',
      text: 'The stack may be deleted then.',
      act: 'Deactivate',
      done: (name) => `Termination protection of ${name} is not active`,
    },
  },
  ja: {
    cancel: {
      title: 'スタックの更新をキャンセル',
      text: '更新を停止し、変更内容をロールバックします。',
      act: '更新をキャンセル',
      done: (name) => `${name} の更新をキャンセルしています`,
    },
    'go on': {
      title: '更新のロールバックを続ける',
      text: 'リソースを元の状態に戻す処理を再開します。先に失敗の原因を取り除いてください。',
      act: '続ける',
      done: (name) => `${name} のロールバックを再開しました`,
    },
    'roll back': {
      title: 'ロールバック',
      text: 'スタックを最後の安定した状態に戻します。',
      act: 'ロールバック',
      done: (name) => `${name} をロールバックしています`,
    },
    protect: {
      title: '終了保護を有効にする',
      text: '有効な間は、スタックを削除できません。',
      act: '有効にする',
      done: (name) => `${name} の終了保護を有効にしました`,
    },
    unprotect: {
      title: '終了保護を無効にする',
      text: '無効にすると、スタックを削除できるようになります。',
      act: '無効にする',
      done: (name) => `${name} の終了保護を無効にしました`,
    },
  },
});

interface CourseModalProps {
  readonly stackName: string;
  readonly course: Course;
  readonly onClose: () => void;
}

/** Asks before a stack's course is changed. */
export function CourseModal({ stackName, course, onClose }: CourseModalProps) {
  const texts = useTexts(TEXTS)[course];
  const { notify } = useNotifications();
  const change = useAwsChange({
    change: (connection) => setCourse(connection, stackName, course),
    makesOld: [['cloudformation']],
    onSuccess: () => {
      notify({ type: 'success', text: texts.done(stackName) });
      onClose();
    },
  });
  return (
    <FormModal
      title={texts.title}
      action={texts.act}
      isBusy={change.isPending}
      error={change.error}
      onAct={() => change.mutate()}
      onClose={onClose}
    >
      <span>{texts.text}</span>
    </FormModal>
  );
}
