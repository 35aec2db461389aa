import { IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { collect } from '../../../aws/collect.ts';
import { readAwsError } from '../../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { paths } from '../../../parts/paths.ts';
import { trustsService } from '../../../parts/trust.ts';
import { useAwsQuery } from '../../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: {
    label: 'Execution role',
    hint: 'Roles that trust lambda.amazonaws.com; or type a name of these, or any ARN.',
    use: (text: string) => `Use: ${text}`,
    none: 'No role trusts Lambda',
    create: 'Create a role for Lambda',
    placeholder: 'arn:aws:iam::123456789012:role/…',
  },
  ja: {
    label: '実行ロール',
    hint: 'lambda.amazonaws.com を信頼するロール。一覧にあるロールの名前、または任意の ARN を入力することもできます。',
    use: (text: string) => `使用: ${text}`,
    none: 'Lambda を信頼するロールがありません',
    create: 'Lambda 用のロールを作成',
    placeholder: 'arn:aws:iam::123456789012:role/…',
  },
});

interface RolePickerProps {
  /** An ARN. */
  readonly value: string;
  readonly onChange: (arn: string) => void;
  /** That none is chosen, where that was to be told. */
  readonly error?: string | undefined;
}

/** Chooses the role with whose credentials a function runs, among those that Lambda may take on; or by its name or ARN. */
export function RolePicker({ value, onChange, error }: RolePickerProps) {
  const texts = useTexts(TEXTS);
  const roles = useAwsQuery({
    key: ['iam', 'roles', 'of lambda'],
    ask: async (connection) =>
      (
        await collect(paginateListRoles({ client: connection.client(IAMClient) }, {}), ({ Roles }) => Roles)
      ).filter(({ AssumeRolePolicyDocument }) =>
        trustsService(AssumeRolePolicyDocument, 'lambda.amazonaws.com'),
      ),
  });
  // Not while it is typed: one role's name may be the beginning of another's.
  const named = roles.data?.find(({ RoleName }) => RoleName === value);
  return (
    <FormField
      label={texts.label}
      constraintText={
        <SpaceBetween direction="horizontal" size="xs">
          <span>{texts.hint}</span>
          <PageLink to={paths.createRole()} variant="secondary">
            {texts.create}
          </PageLink>
        </SpaceBetween>
      }
      errorText={error}
      // Whoever may not list roles may still type one.
      warningText={roles.isError ? readAwsError(roles.error).message : undefined}
    >
      <Autosuggest
        value={value}
        placeholder={texts.placeholder}
        enteredTextLabel={texts.use}
        statusType={roles.isPending ? 'loading' : 'finished'}
        empty={texts.none}
        options={(roles.data ?? []).map(({ Arn = '', RoleName = '' }) => ({
          value: Arn,
          label: RoleName,
          description: Arn,
        }))}
        onChange={({ detail }) => onChange(detail.value.trim())}
        onBlur={() => {
          if (named !== undefined) onChange(named.Arn ?? value);
        }}
      />
    </FormField>
  );
}
