import { defineTexts } from '../../language/language.tsx';
import { TRUSTED_ENTITY_TEXTS } from '../../parts/trusted-entity.tsx';
import type { EdgeKind, MapNode, NodeKind, Remark } from './graph/map-graph.ts';

interface MapTexts {
  readonly kinds: Readonly<Record<NodeKind, string>>;
  /** What the edge says from its beginning to its end. */
  readonly edges: Readonly<Record<EdgeKind, string>>;
  readonly remarks: Readonly<Record<Remark, string>>;
  readonly ownAccount: string;
}

/** What the map's nodes and edges are called. */
export const MAP_TEXTS = defineTexts<MapTexts>({
  en: {
    kinds: {
      policy: 'Policy',
      'aws-policy': 'AWS managed policy',
      'inline-policy': 'Inline policy',
      principal: 'Trusted entity',
      group: 'Group',
      user: 'User',
      role: 'Role',
      profile: 'Instance profile',
      function: 'Function',
      instance: 'Instance',
      bucket: 'Bucket',
    },
    edges: {
      attached: 'Attached',
      inline: 'Inline',
      boundary: 'Permissions boundary',
      member: 'Has as member',
      trusts: 'May assume',
      'in-profile': 'In profile',
      'on-instance': 'On instance',
      'of-function': 'Role of function',
      'bucket-policy': 'Allowed by bucket policy',
    },
    remarks: {
      'instance-profile-missing': 'Its instance profile is deleted',
      'instance-profile-empty': 'Its instance profile is empty',
      'instance-role-untrusting': 'EC2 may not assume its role',
      'function-role-missing': 'Its role is deleted',
      'function-role-untrusting': 'Lambda may not assume its role',
      'role-nobody': 'Nobody may assume it',
      'profile-missing': 'Deleted',
      'profile-empty': 'Holds no role',
      'profile-role-untrusting': 'EC2 may not assume its role',
      'policy-unattached': 'Attached to nothing',
    },
    ownAccount: 'This account',
  },
  ja: {
    kinds: {
      policy: 'ポリシー',
      'aws-policy': 'AWS 管理ポリシー',
      'inline-policy': 'インラインポリシー',
      principal: '信頼されたエンティティ',
      group: 'グループ',
      user: 'ユーザー',
      role: 'ロール',
      profile: 'インスタンスプロファイル',
      function: '関数',
      instance: 'インスタンス',
      bucket: 'バケット',
    },
    edges: {
      attached: 'アタッチ',
      inline: 'インライン',
      boundary: '許可の境界',
      member: 'メンバー',
      trusts: '引き受け可能',
      'in-profile': 'プロファイルに追加',
      'on-instance': 'インスタンスに関連付け',
      'of-function': '関数の実行ロール',
      'bucket-policy': 'バケットポリシーで許可',
    },
    remarks: {
      'instance-profile-missing': 'プロファイルが削除されています',
      'instance-profile-empty': 'プロファイルが空です',
      'instance-role-untrusting': 'EC2 がロールを引き受けられません',
      'function-role-missing': 'ロールが削除されています',
      'function-role-untrusting': 'Lambda がロールを引き受けられません',
      'role-nobody': '誰も引き受けられません',
      'profile-missing': '削除済み',
      'profile-empty': 'ロールがありません',
      'profile-role-untrusting': 'EC2 がロールを引き受けられません',
      'policy-unattached': 'どこにもアタッチされていません',
    },
    ownAccount: 'このアカウント',
  },
});

/** Who it is in a word or two: its kind, of a principal what kind of one. */
export function kindText(
  texts: MapTexts,
  entities: (typeof TRUSTED_ENTITY_TEXTS)['en'],
  { kind, principal }: MapNode,
): string {
  if (principal === undefined) return texts.kinds[kind];
  return principal === 'own-account' ? texts.ownAccount : entities[principal];
}
