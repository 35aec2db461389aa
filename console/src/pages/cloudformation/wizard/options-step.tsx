import Alert from '@cloudscape-design/components/alert';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { ErrorAlert } from '../../../parts/error-alert.tsx';
import { TagFields } from '../../../parts/tag-fields.tsx';
import type { OnFailure, Purpose, StackDraft } from './stack-draft.ts';

const TEXTS = defineTexts<{
  readonly tags: string;
  readonly permissions: string;
  readonly role: string;
  readonly roleHint: string;
  readonly failure: string;
  readonly failures: Readonly<Record<OnFailure, string>>;
  readonly capabilities: string;
  readonly capabilitiesText: string;
  readonly acknowledge: (capability: string) => string;
}>({
  en: {
    tags: 'Tags',
    permissions: 'Permissions',
    role: 'IAM role ARN',
    roleHint: 'CloudFormation makes the resources as this role; without one as you.',
    failure: 'Stack failure options',
    failures: {
      ROLLBACK: 'Roll back all stack resources',
      DO_NOTHING: 'Preserve successfully provisioned resources',
      DELETE: 'Delete the stack',
    },
    capabilities: 'Capabilities',
    capabilitiesText:
      'The template has resources that may change who may do what, or is processed before it is used.',
    acknowledge: (capability) =>
      capability === 'CAPABILITY_NAMED_IAM'
        ? 'I acknowledge that AWS CloudFormation might create IAM resources with custom names. (CAPABILITY_NAMED_IAM)'
        : capability === 'CAPABILITY_IAM'
          ? 'I acknowledge that AWS CloudFormation might create IAM resources. (CAPABILITY_IAM)'
          : `I acknowledge that AWS CloudFormation might require the following capability: ${capability}`,
  },
  ja: {
    tags: 'タグ',
    permissions: 'アクセス許可',
    role: 'IAM ロールの ARN',
    roleHint:
      'CloudFormation はこのロールでリソースを作成します。指定しない場合は、あなたのアクセス許可を使います。',
    failure: 'スタックの障害オプション',
    failures: {
      ROLLBACK: 'すべてのスタックリソースをロールバックする',
      DO_NOTHING: '正常にプロビジョニングされたリソースの保持',
      DELETE: 'スタックを削除する',
    },
    capabilities: '機能',
    capabilitiesText:
      'テンプレートに、アクセス許可を変更する可能性のあるリソース、または変換が含まれています。',
    acknowledge: (capability) =>
      capability === 'CAPABILITY_NAMED_IAM'
        ? 'AWS CloudFormation によって IAM リソースがカスタム名で作成される場合があることを承認します。(CAPABILITY_NAMED_IAM)'
        : capability === 'CAPABILITY_IAM'
          ? 'AWS CloudFormation によって IAM リソースが作成される場合があることを承認します。(CAPABILITY_IAM)'
          : `AWS CloudFormation によって、次の機能が要求される場合があることを承認します: ${capability}`,
  },
});

const FAILURES: readonly OnFailure[] = ['ROLLBACK', 'DO_NOTHING', 'DELETE'];

interface OptionsStepProps {
  readonly purpose: Purpose;
  readonly draft: StackDraft;
  readonly onEdit: (part: Partial<StackDraft>) => void;
  /** The capabilities that the template needs. */
  readonly needed: readonly string[];
  /** What CloudFormation answered, when it refused. */
  readonly error: unknown;
}

/** Tags, role, what happens on failure, and the capabilities that have to be acknowledged. */
export function OptionsStep({ purpose, draft, onEdit, needed, error }: OptionsStepProps) {
  const texts = useTexts(TEXTS);
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{texts.tags}</Header>}>
        <TagFields tags={draft.tags} onChange={(tags) => onEdit({ tags })} />
      </Container>
      <Container header={<Header variant="h2">{texts.permissions}</Header>}>
        <FormField label={texts.role} constraintText={texts.roleHint}>
          <Input
            value={draft.roleArn}
            placeholder="arn:aws:iam::123456789012:role/…"
            spellcheck={false}
            onChange={({ detail }) => onEdit({ roleArn: detail.value.trim() })}
          />
        </FormField>
      </Container>
      {purpose === 'create' ? (
        <Container header={<Header variant="h2">{texts.failure}</Header>}>
          <RadioGroup
            ariaLabel={texts.failure}
            value={draft.onFailure}
            items={FAILURES.map((value) => ({ value, label: texts.failures[value] }))}
            onChange={({ detail }) =>
              onEdit({ onFailure: FAILURES.find((value) => value === detail.value) ?? 'ROLLBACK' })
            }
          />
        </Container>
      ) : null}
      {needed.length === 0 ? null : (
        <Container header={<Header variant="h2">{texts.capabilities}</Header>}>
          <SpaceBetween size="s">
            <Alert type="info">{texts.capabilitiesText}</Alert>
            {needed.map((capability) => (
              <Checkbox
                key={capability}
                checked={draft.acknowledged.includes(capability)}
                onChange={({ detail }) =>
                  onEdit({
                    acknowledged: detail.checked
                      ? [...draft.acknowledged, capability]
                      : draft.acknowledged.filter((other) => other !== capability),
                  })
                }
              >
                {texts.acknowledge(capability)}
              </Checkbox>
            ))}
          </SpaceBetween>
        </Container>
      )}
      {error === null ? null : <ErrorAlert error={error} />}
    </SpaceBetween>
  );
}
