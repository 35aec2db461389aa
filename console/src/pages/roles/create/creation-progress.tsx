import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Steps, { type StepsProps } from '@cloudscape-design/components/steps';
import { readAwsError } from '../../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';
import { nameOfPolicy } from '../../../parts/permissions/policy-kind.ts';
import type { CreationStep } from './creation.ts';

const TEXTS = defineTexts({
  en: {
    title: (name: string) => `Creating role ${name}`,
    steps: 'Steps',
    role: (name: string) => `Create the role ${name}`,
    attach: (name: string) => `Attach the policy ${nameOfPolicy(name)}`,
    profile: (name: string) => `Create the instance profile ${name}`,
    add: (name: string) => `Add the role to the instance profile ${name}`,
    done: 'Done',
    skipped: 'Skipped',
    failed: 'Refused',
    running: 'In progress',
    waiting: 'Not begun',
    partly: 'The role exists, but not everything that belongs to it',
    goOn: 'What is marked as done stays. Try the refused step again once it is allowed, leave it out, or go on from the role’s page.',
    again: 'Try again',
    skip: 'Leave this step out',
    useExisting: 'Use the instance profile that exists',
    open: 'Open the role',
  },
  ja: {
    title: (name: string) => `ロール ${name} を作成中`,
    steps: '手順',
    role: (name: string) => `ロール ${name} を作成`,
    attach: (name: string) => `ポリシー ${nameOfPolicy(name)} をアタッチ`,
    profile: (name: string) => `インスタンスプロファイル ${name} を作成`,
    add: (name: string) => `インスタンスプロファイル ${name} にロールを追加`,
    done: '完了',
    skipped: 'スキップ',
    failed: '拒否',
    running: '進行中',
    waiting: '未実行',
    partly: 'ロールは作成されましたが、一部の手順が終わっていません',
    goOn: '完了した手順はそのまま残ります。アクセス許可を得てからもう一度試すか、この手順を省略するか、ロールのページで続けてください。',
    again: 'もう一度試す',
    skip: 'この手順を省略',
    useExisting: '既存のインスタンスプロファイルを使用',
    open: 'ロールを開く',
  },
});

interface CreationProgressProps {
  readonly roleName: string;
  readonly steps: readonly CreationStep[];
  /** Ids of steps. */
  readonly done: readonly string[];
  readonly skipped: readonly string[];
  /** The step that runs, or was refused. */
  readonly at: string | undefined;
  /** What refused it. */
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly onSkip: () => void;
}

/** How far the making of a role has come; after a refusal what exists by then, and how to go on. */
export function CreationProgress(props: CreationProgressProps) {
  const { roleName, steps, done, skipped, at, error, onRetry, onSkip } = props;
  const texts = useTexts(TEXTS);
  const hasFailed = error !== null;
  const shown = steps.map(({ id, kind, subject }): StepsProps.Step => {
    const [status, label]: [StepsProps.Status, string] = done.includes(id)
      ? ['success', texts.done]
      : skipped.includes(id)
        ? ['stopped', texts.skipped]
        : id !== at
          ? ['pending', texts.waiting]
          : hasFailed
            ? ['error', texts.failed]
            : ['in-progress', texts.running];
    return { status, statusIconAriaLabel: label, header: texts[kind](subject) };
  });
  const failedKind = steps.find(({ id }) => id === at)?.kind;
  const exists = failedKind === 'profile' && readAwsError(error).code === 'EntityAlreadyExistsException';
  return (
    <Container header={<Header variant="h2">{texts.title(roleName)}</Header>}>
      <SpaceBetween size="l">
        <span className="utsuwa-breakable">
          <Steps steps={shown} ariaLabel={texts.steps} />
        </span>
        {hasFailed ? (
          <SpaceBetween size="l">
            <Alert type="warning" header={texts.partly}>
              {texts.goOn}
            </Alert>
            <ErrorAlert error={error} />
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant={exists ? 'primary' : 'normal'} onClick={onSkip}>
                {exists ? texts.useExisting : texts.skip}
              </Button>
              <Button variant={exists ? 'normal' : 'primary'} onClick={onRetry}>
                {texts.again}
              </Button>
            </SpaceBetween>
            <PageLink to={paths.role(roleName)}>{texts.open}</PageLink>
          </SpaceBetween>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}
