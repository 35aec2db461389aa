import { defineTexts } from '../../../language/language.tsx';

/** What is wrong with the way a role reaches an instance, in a word and in a sentence. */
export const ROLE_TEXTS = defineTexts({
  en: {
    missing: 'Profile missing',
    missingText: (profile: string) =>
      `The instance profile ${profile} was deleted. The instance gets no credentials; associate another one.`,
    empty: 'Profile without role',
    emptyText: (profile: string) =>
      `The instance profile ${profile} holds no role (an orphan: its role was removed or deleted). The instance gets no credentials until a role is added.`,
    emptyChoiceText: (profile: string) =>
      `The instance profile ${profile} holds no role (an orphan: its role was removed or deleted). EC2 refuses it until a role is added.`,
    untrusted: 'EC2 may not assume the role',
    untrustedText: (role: string) =>
      `The trust policy of ${role} does not allow ec2.amazonaws.com to assume it. The metadata service answers AssumeRoleUnauthorizedAccess.`,
    orphan: 'orphan: no role',
    noTrust: 'EC2 may not assume its role',
  },
  ja: {
    missing: 'プロファイルがありません',
    missingText: (profile: string) =>
      `インスタンスプロファイル ${profile} は削除されています。インスタンスは認証情報を得られません。別のプロファイルを関連付けてください。`,
    empty: 'ロールのないプロファイル',
    emptyText: (profile: string) =>
      `インスタンスプロファイル ${profile} にはロールがありません (ロールが外されたか削除されました)。ロールを追加するまで、インスタンスは認証情報を得られません。`,
    emptyChoiceText: (profile: string) =>
      `インスタンスプロファイル ${profile} にはロールがありません (ロールが外されたか削除されました)。ロールを追加するまで、EC2 はこのプロファイルを受け付けません。`,
    untrusted: 'EC2 がロールを引き受けられません',
    untrustedText: (role: string) =>
      `${role} の信頼ポリシーは ec2.amazonaws.com による引き受けを許可していません。メタデータサービスは AssumeRoleUnauthorizedAccess を返します。`,
    orphan: '孤立: ロールなし',
    noTrust: 'EC2 がロールを引き受けられません',
  },
});
