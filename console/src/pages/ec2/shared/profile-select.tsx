import type { InstanceProfile } from '@aws-sdk/client-iam';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import type { UseQueryResult } from '@tanstack/react-query';
import { readAwsError } from '../../../aws/aws-error.ts';
import { defineTexts, useTexts } from '../../../language/language.tsx';
import { roleOfProfile } from './role-of-instance.ts';
import { ROLE_TEXTS } from './role-texts.ts';

const TEXTS = defineTexts({
  en: {
    none: 'No IAM Role',
    noneText: 'Choose this option to detach an IAM role',
    role: (name: string) => `role: ${name}`,
    find: 'Find instance profiles',
    loading: 'Loading instance profiles',
    choose: 'Choose an instance profile',
  },
  ja: {
    none: 'IAM ロールなし',
    noneText: 'IAM ロールをデタッチするには、このオプションを選択します',
    role: (name: string) => `ロール: ${name}`,
    find: 'インスタンスプロファイルを検索',
    loading: 'インスタンスプロファイルを読み込んでいます',
    choose: 'インスタンスプロファイルを選択',
  },
});

interface ProfileSelectProps {
  readonly profiles: UseQueryResult<readonly InstanceProfile[]>;
  /** A profile's ARN; empty for none. */
  readonly value: string;
  readonly onChange: (arn: string) => void;
  /** Whether "no role" is said as a choice that takes one away. */
  readonly detaches?: boolean | undefined;
}

/** Chooses among instance profiles, as AWS's "IAM role" field does; unlike there, what does not work is marked. */
export function ProfileSelect({ profiles, value, onChange, detaches }: ProfileSelectProps) {
  const texts = useTexts(TEXTS);
  const roleTexts = useTexts(ROLE_TEXTS);
  const none: SelectProps.Option = {
    value: '',
    label: texts.none,
    ...(detaches === true ? { description: texts.noneText } : {}),
  };
  const options = [none, ...(profiles.data ?? []).map((profile) => optionOf(profile))];
  return (
    <Select
      selectedOption={options.find((option) => option.value === value) ?? { value, label: value }}
      options={options}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      filteringType="auto"
      filteringPlaceholder={texts.find}
      placeholder={texts.choose}
      statusType={profiles.isPending ? 'loading' : profiles.isError ? 'error' : 'finished'}
      loadingText={texts.loading}
      {...(profiles.isError ? { errorText: readAwsError(profiles.error).message } : {})}
      triggerVariant="option"
    />
  );

  function optionOf(profile: InstanceProfile): SelectProps.Option {
    const state = roleOfProfile(profile);
    const role = 'role' in state ? texts.role(state.role.RoleName ?? '') : undefined;
    const wrong =
      state.kind === 'empty' ? roleTexts.orphan : state.kind === 'untrusted' ? roleTexts.noTrust : undefined;
    return {
      value: profile.Arn ?? '',
      label: profile.InstanceProfileName ?? '',
      description: [role, profile.Arn].filter((text) => text !== undefined).join(' · '),
      ...(wrong === undefined ? {} : { labelTag: `⚠ ${wrong}` }),
    };
  }
}
