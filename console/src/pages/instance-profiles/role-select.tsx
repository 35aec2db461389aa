import Select from '@cloudscape-design/components/select';
import FormField from '@cloudscape-design/components/form-field';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { trustedEntities, trustsService } from '../../parts/trust.ts';
import { TRUSTED_ENTITY_TEXTS, trustedEntityText } from '../../parts/trusted-entity.tsx';
import { useRolesToChoose } from './use-profile.ts';

const TEXTS = defineTexts({
  en: {
    label: 'Role',
    choose: 'Choose a role',
    none: 'There are no roles',
    loading: 'Loading',
    find: 'Find',
    noMatch: 'Nothing matches',
    untrusting:
      'EC2 may not assume this role: its trust policy does not allow it. Instances will get no credentials.',
  },
  ja: {
    label: 'ロール',
    choose: 'ロールを選択',
    none: 'ロールがありません',
    loading: '読み込み中',
    find: '検索',
    noMatch: '一致するものはありません',
    untrusting:
      '信頼ポリシーが許可していないため、EC2 はこのロールを引き受けられません。インスタンスは認証情報を取得できません。',
  },
});

interface RoleSelectProps {
  /** The role's name; empty where none is chosen. */
  readonly value: string;
  readonly onChange: (roleName: string) => void;
  readonly isOptional?: boolean | undefined;
  /** A role that is not offered. */
  readonly without?: string | undefined;
}

/** Chooses a role for an instance profile; any may be put there, and one that EC2 cannot use is told. */
export function RoleSelect({ value, onChange, isOptional, without }: RoleSelectProps) {
  const texts = useTexts(TEXTS);
  const trustTexts = useTexts(TRUSTED_ENTITY_TEXTS);
  const roles = useRolesToChoose();
  const nothing = isOptional === true ? [{ value: '', label: '-' }] : [];
  const options = [
    ...nothing,
    ...(roles.data ?? [])
      .filter(({ RoleName }) => RoleName !== without)
      .map(({ RoleName = '', AssumeRolePolicyDocument }) => ({
        value: RoleName,
        label: RoleName,
        description: trustedEntityText(trustTexts, trustedEntities(AssumeRolePolicyDocument)),
      })),
  ];
  const chosen = roles.data?.find(({ RoleName }) => RoleName === value);
  const warns = chosen !== undefined && !trustsService(chosen.AssumeRolePolicyDocument, 'ec2.amazonaws.com');
  return (
    <FormField label={texts.label} {...(warns ? { warningText: texts.untrusting } : {})}>
      {roles.isError ? <ErrorAlert error={roles.error} onRetry={() => void roles.refetch()} /> : null}
      <Select
        options={options}
        filteringType="auto"
        filteringAriaLabel={texts.find}
        filteringPlaceholder={texts.find}
        noMatch={texts.noMatch}
        placeholder={texts.choose}
        empty={texts.none}
        statusType={roles.isPending ? 'loading' : 'finished'}
        loadingText={texts.loading}
        selectedOption={value === '' ? null : { value, label: value }}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}
