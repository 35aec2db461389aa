import SpaceBetween from '@cloudscape-design/components/space-between';
import Wizard from '@cloudscape-design/components/wizard';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { AFTER_SAVING } from '../../../parts/unsaved/after-saving.ts';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { useNotifications } from '../../../parts/notifications.tsx';
import { Page } from '../../../parts/page.tsx';
import { paths } from '../../../parts/paths.ts';
import { Unsaved } from '../../../parts/unsaved/unsaved.tsx';
import { useDescriptionProblem } from '../../../parts/use-description-problem.ts';
import { CheckedFields } from '../../../parts/checked-fields.tsx';
import { useFormCheck } from '../../../parts/use-form-check.ts';
import { useNameProblem } from '../../../parts/use-name-problem.ts';
import { useSession } from '../../../session/session.tsx';
import { CreationProgress } from './creation-progress.tsx';
import { creationSteps } from './creation.ts';
import { EntityStep } from './entity-step.tsx';
import { missingOf } from './missing.ts';
import { PermissionsStep } from './permissions-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { NEW_ROLE, type RoleDraft } from './role-draft.ts';
import { useCreation } from './use-creation.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Create role',
    roles: 'Roles',
    entity: 'Select trusted entity',
    permissions: 'Add permissions',
    permissionsText: 'What is attached here can be changed later.',
    review: 'Name, review, and create',
    create: 'Create role',
    done: (name: string) => `The role ${name} is created.`,
    missing: {
      service: 'Say which service is trusted.',
      account: 'Give the account’s twelve digits.',
      externalId: 'Give the external ID.',
      provider: 'Choose an identity provider.',
      audience: 'Say for whom the tokens are made out.',
      boundary: 'Choose the permissions boundary, or use none.',
      name: 'Name the role.',
      tags: 'A tag cannot be as it is typed.',
    },
  },
  ja: {
    title: 'ロールを作成',
    roles: 'ロール',
    entity: '信頼されたエンティティを選択',
    permissions: 'アクセス許可を追加',
    permissionsText: 'アタッチするポリシーは、あとから変更できます。',
    review: '名前、確認、および作成',
    create: 'ロールを作成',
    done: (name: string) => `ロール ${name} を作成しました。`,
    missing: {
      service: '信頼するサービスを指定してください。',
      account: 'アカウント ID (12 桁) を入力してください。',
      externalId: '外部 ID を入力してください。',
      provider: 'ID プロバイダーを選択してください。',
      audience: '対象者 (Audience) を入力してください。',
      boundary: '許可の境界を選択するか、使用しないでください。',
      name: 'ロール名を入力してください。',
      tags: '入力されたタグに誤りがあります。',
    },
  },
});

/** Makes a role in three steps, as AWS's console does. */
export default function CreateRolePage() {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  const { notify } = useNotifications();
  const { caller } = useSession();
  const [draft, setDraft] = useState<RoleDraft>(NEW_ROLE);
  const [active, setActive] = useState(0);
  const name = draft.name.trim();
  const creation = useCreation(() => {
    notify({ type: 'success', text: texts.done(name) });
    void navigate(paths.role(name), AFTER_SAVING);
  });
  const change = (changed: Partial<RoleDraft>) => setDraft((current) => ({ ...current, ...changed }));
  const nameProblem = useNameProblem(name, 64);
  const descriptionProblem = useDescriptionProblem(draft.description);
  const missing = missingOf(draft, active);
  const problem = missing === undefined ? undefined : texts.missing[missing];
  const check = useFormCheck(active === 2 ? [problem, nameProblem, descriptionProblem] : [problem], active);
  const errorText = check.errorText === undefined ? {} : { errorText: check.errorText };
  const told = check.isTried && missing !== undefined ? { [missing]: problem } : {};
  const steps = creationSteps(draft, caller.accountId);
  const crumbs = [
    { text: 'IAM', to: paths.home() },
    { text: texts.roles, to: paths.roles() },
  ];
  if (creation.done.length > 0) {
    return (
      <Page title={texts.title} crumbs={crumbs}>
        <CreationProgress
          roleName={name}
          steps={steps}
          done={creation.done}
          skipped={creation.skipped}
          at={creation.at}
          error={creation.error}
          onRetry={() => creation.run(steps)}
          onSkip={() => creation.skip(steps)}
        />
      </Page>
    );
  }
  return (
    <Page title={texts.title} crumbs={crumbs} hasOwnTitle>
      <Unsaved isDirty={JSON.stringify(draft) !== JSON.stringify(NEW_ROLE)} />
      <Wizard
        activeStepIndex={active}
        submitButtonText={texts.create}
        isLoadingNextStep={creation.isBusy}
        onCancel={() => void navigate(paths.roles())}
        onNavigate={({ detail }) => {
          const { requestedStepIndex: wanted } = detail;
          if (wanted < active) setActive(wanted);
          else check.attempt(() => setActive(wanted));
        }}
        onSubmit={() => check.attempt(() => creation.run(steps))}
        steps={[
          {
            title: texts.entity,
            content: (
              <CheckedFields check={check}>
                <EntityStep draft={draft} onChange={change} missing={told} />
              </CheckedFields>
            ),
            ...(active === 0 ? errorText : {}),
          },
          {
            title: texts.permissions,
            description: texts.permissionsText,
            content: <PermissionsStep draft={draft} onChange={change} />,
            ...(active === 1 ? errorText : {}),
          },
          {
            title: texts.review,
            content: (
              <CheckedFields check={check}>
                <SpaceBetween size="l">
                  <ReviewStep
                    draft={draft}
                    onChange={change}
                    missing={told}
                    problems={{ name: nameProblem, description: descriptionProblem }}
                  />
                  {creation.error === null ? null : <ErrorAlert error={creation.error} />}
                </SpaceBetween>
              </CheckedFields>
            ),
            ...(active === 2 ? errorText : {}),
          },
        ]}
      />
    </Page>
  );
}
