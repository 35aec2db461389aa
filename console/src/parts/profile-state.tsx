import type { InstanceProfile } from '@aws-sdk/client-iam';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { defineTexts, useTexts } from '../language/language.tsx';
import { trustsService } from './trust.ts';

/** What is wrong with an instance profile, if anything. */
export type ProfileState = 'ready' | 'empty' | 'untrusting';

/** Looks whether an instance that carries a profile gets credentials from it. */
export function stateOfProfile({ Roles }: InstanceProfile): ProfileState {
  const role = Roles?.[0];
  if (role === undefined) return 'empty';
  return trustsService(role.AssumeRolePolicyDocument, 'ec2.amazonaws.com') ? 'ready' : 'untrusting';
}

/** The same in words. */
export const PROFILE_STATE_TEXTS = defineTexts<Readonly<Record<ProfileState, string>>>({
  en: {
    ready: 'Ready',
    empty: 'Empty: holds no role',
    untrusting: 'EC2 may not assume its role',
  },
  ja: {
    ready: '使用可能',
    empty: '空 (ロールがありません)',
    untrusting: 'EC2 が引き受けられないロール',
  },
});

/** Whether an instance profile gives credentials; what is wrong stands out. */
export function ProfileStateIndicator({ profile }: { readonly profile: InstanceProfile }) {
  const texts = useTexts(PROFILE_STATE_TEXTS);
  const state = stateOfProfile(profile);
  const type = ({ ready: 'success', empty: 'warning', untrusting: 'error' } as const)[state];
  return <StatusIndicator type={type}>{texts[state]}</StatusIndicator>;
}
