import type { Stack } from '@aws-sdk/client-cloudformation';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { paths } from '../../parts/paths.ts';
import { CourseModal } from './course-modal.tsx';
import type { Course } from './course.ts';
import { DeleteStackModal } from './delete-stack-modal.tsx';

const TEXTS = defineTexts({
  en: {
    update: 'Update',
    directly: 'Make a direct update',
    changeSet: 'Create a change set',
    remove: 'Delete',
    actions: 'Stack actions',
    cancel: 'Cancel update stack',
    goOn: 'Continue update rollback',
    rollBack: 'Roll back',
    protect: 'Activate termination protection',
    unprotect: 'Deactivate termination protection',
  },
  ja: {
    update: '更新',
    directly: '直接更新',
    changeSet: '変更セットを作成',
    remove: '削除',
    actions: 'スタックアクション',
    cancel: 'スタックの更新をキャンセル',
    goOn: '更新のロールバックを続ける',
    rollBack: 'ロールバック',
    protect: '終了保護を有効にする',
    unprotect: '終了保護を無効にする',
  },
});

/** What can be done with a stack in the state that it is in. */
export function StackActions({ stack }: { readonly stack: Stack }) {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const [course, setCourse] = useState<Course>();
  const [isDeleting, setIsDeleting] = useState(false);
  const { StackId = '', StackName = '', StackStatus: status, EnableTerminationProtection } = stack;
  const isGone = status === 'DELETE_COMPLETE';
  const items: (ButtonDropdownProps.Item & { readonly id: Course })[] = [
    ...(status === 'UPDATE_IN_PROGRESS' ? [{ id: 'cancel' as const, text: texts.cancel }] : []),
    ...(status === 'UPDATE_ROLLBACK_FAILED' ? [{ id: 'go on' as const, text: texts.goOn }] : []),
    ...(status === 'CREATE_FAILED' || status === 'UPDATE_FAILED'
      ? [{ id: 'roll back' as const, text: texts.rollBack }]
      : []),
    EnableTerminationProtection === true
      ? { id: 'unprotect', text: texts.unprotect }
      : { id: 'protect', text: texts.protect },
  ];
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ButtonDropdown
        disabled={isGone}
        items={items}
        onItemClick={({ detail }) => setCourse(items.find(({ id }) => id === detail.id)?.id)}
      >
        {texts.actions}
      </ButtonDropdown>
      <Button disabled={isGone} onClick={() => setIsDeleting(true)}>
        {texts.remove}
      </Button>
      <ButtonDropdown
        variant="primary"
        disabled={isGone}
        items={[
          { id: 'directly', text: texts.directly },
          { id: 'change set', text: texts.changeSet },
        ]}
        onItemClick={({ detail }) =>
          void navigate(
            detail.id === 'directly' ? paths.updateStack(StackName) : paths.createChangeSet(StackName),
          )
        }
      >
        {texts.update}
      </ButtonDropdown>
      {isDeleting ? (
        <DeleteStackModal
          stack={stack}
          onStarted={() => void navigate(paths.stack(StackId), { replace: true })}
          onClose={() => setIsDeleting(false)}
        />
      ) : null}
      {course === undefined ? null : (
        <CourseModal stackName={StackName} course={course} onClose={() => setCourse(undefined)} />
      )}
    </SpaceBetween>
  );
}
