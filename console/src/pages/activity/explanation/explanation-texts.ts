import { defineTexts } from '../../../language/language.tsx';

/** Whose a policy is, as the server names them in English: `user taro`. */
const OWNERS_JA: Readonly<Record<string, string>> = {
  user: 'ユーザー',
  group: 'グループ',
  role: 'ロール',
  account: 'アカウント',
};

function japaneseOwner(owner: string): string {
  return owner.replace(/^(user|group|role|account) /, (_, kind: string) => `${OWNERS_JA[kind] ?? kind} `);
}

/** Kinds of policy, as AWS's denials name them in English. */
const TYPES_JA: Readonly<Record<string, string>> = {
  'identity-based policy': 'アイデンティティベースのポリシー',
  'resource-based policy': 'リソースベースのポリシー',
  'role trust policy': 'ロールの信頼ポリシー',
  'permissions boundary': '許可の境界',
  'session policy': 'セッションポリシー',
  'VPC endpoint policy': 'VPC エンドポイントポリシー',
  'service control policy': 'サービスコントロールポリシー (SCP)',
  'resource control policy': 'リソースコントロールポリシー (RCP)',
};

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const EXPLANATION_TEXTS = defineTexts({
  en: {
    activity: 'Activity',
    loading: 'Loading the explanation',
    unknown: 'This request is no longer remembered',
    unknownHint:
      'Refused requests are remembered for two days, others among the last 2,000 of the server. It may also be another account’s.',
    needs:
      'Explanations are told to whoever has the permission iam:GetRequestAuthorizationDetails. Somebody who has it can open this same address.',
    back: 'All requests',
    allowedTitle: (request: string) => `Allowed: ${request}`,
    deniedTitle: (request: string) => `Denied: ${request}`,
    failedTitle: (request: string) => `Failed: ${request}`,
    type: (type: string) => type,
    policyOf: (type: string, owner: string) => `${capital(type)} of ${owner}`,
    root: (caller: string) => `${caller} is the root user, who needs no policy.`,
    exempt: (request: string) => `${request} needs no permission.`,
    allowedBy: (caller: string, action: string, resource: string, type: string) =>
      `${caller} may do ${action} on ${resource}: a statement of the ${type} below allows it, and nothing denies it.`,
    implicit: (caller: string, action: string, resource: string, type: string) =>
      `${caller} may not do ${action} on ${resource}: no ${type} allows it.`,
    explicit: (caller: string, action: string, resource: string, type: string) =>
      `${caller} may not do ${action} on ${resource}: a statement of ${withArticle(type)} denies it, and a Deny outweighs every Allow.`,
    failedAfter: (code: string) =>
      `Every permission that it asked for was granted; it failed with ${code} for another reason.`,
    notByPolicies: 'Policies grant every permission that it asked for: it is something else that refuses it.',
    publicAccess: (bucket: string) => `Block Public Access settings of ${bucket}`,
    request: 'The request',
    caller: 'Caller',
    operation: 'Operation',
    time: 'Time',
    region: 'Region',
    error: 'Answered',
    answered: 'It was answered',
    requestId: 'Request ID',
    authorizationId: 'Authorization ID',
    action: 'Action',
    resource: 'Resource',
    key: 'Key',
    value: 'Value',
    context: (count: number) => `What conditions could ask about (${count})`,
    missing: 'Conditions asked for keys that the request did not have',
    permission: (action: string, resource: string) => `${action} on ${resource}`,
    decisions: { allowed: 'Allowed', 'explicit-deny': 'Explicitly denied', 'implicit-deny': 'Not allowed' },
    policies: 'Policies',
    noPolicy: 'No policy applies.',
    open: 'Open the policy',
    decidesAllow: 'This statement decides: it allows the request.',
    decidesDeny: 'This statement decides: it denies the request.',
    matches: 'Matches the request.',
    failsAt: (element: string) => `Does not match: its ${element} is another.`,
    failsAtCondition: 'Does not match: its Condition does not hold.',
    condition: (operator: string, key: string, values: string) => `${operator}: ${key} must be ${values}`,
    conditionNegated: (operator: string, key: string, values: string) => `${operator} on ${key}: ${values}`,
    actual: (value: string) => `the request had ${value}`,
    absent: 'the request had no value',
    or: ' or ',
    statement: (place: number) => `Statement ${place}`,
    noStatement: 'It has no statements.',
    document: (label: string) => `Document of ${label}`,
    level: (level: number) => `level ${level} from the organization’s root`,
    of: (source: string) => `through ${source}`,
    inline: (name: string) => `Inline policy ${name}`,
    nobodyAllows: (type: string) => `No statement of ${withArticle(type)} allows it.`,
    whatNow: 'What would allow it',
    all: 'All of these changes together are needed.',
    noChange: 'No change of policies would allow it.',
    wishes: 'What the caller could bring, without any change of policies',
    changePolicy: (label: string) => `Change: ${label}`,
    addPolicy: (type: string) => `Add a further ${type}`,
    goThere: 'The policy to change',
    goToOwner: 'To whom it would belong',
    awsOwn: 'It is AWS’s own and cannot be changed: put a policy of your own in its place.',
    command: 'The same by the AWS CLI',
    preview: 'Preview',
    previewHint: 'Says what the decisions would be with these documents. Nothing is changed.',
    tryTitle: 'Try other policies',
    tryHint: 'Choose one of the policies that decided, change it here, and see what it would have done.',
    choose: 'Choose a policy',
    editor: (label: string) => `Proposed document: ${label}`,
    remove: (label: string) => `Leave ${label} as it is`,
    before: 'Before',
    after: 'After',
    thisRequest: 'This request',
    others: 'Other requests of the same caller',
    othersHint:
      'Its last requests that the server remembers, of each kind one, decided by the same proposal.',
    othersNone: 'None that is remembered.',
    unchanged: 'as before',
    changed: 'changes',
    mayAskMore:
      'A request ends at the first permission that is refused: this one may ask for further ones once it goes on.',
  },
  ja: {
    activity: 'アクティビティ',
    loading: '説明を読み込んでいます',
    unknown: 'このリクエストはもう記憶されていません',
    unknownHint:
      '拒否されたリクエストは 2 日間、その他はサーバーの直近 2,000 件が記憶されます。別のアカウントのリクエストかもしれません。',
    needs:
      '説明を見るには、アクセス許可 iam:GetRequestAuthorizationDetails が必要です。許可のある人は、同じアドレスを開けます。',
    back: 'すべてのリクエスト',
    allowedTitle: (request: string) => `許可: ${request}`,
    deniedTitle: (request: string) => `拒否: ${request}`,
    failedTitle: (request: string) => `失敗: ${request}`,
    type: (type: string) => TYPES_JA[type] ?? type,
    policyOf: (type: string, owner: string) => `${japaneseOwner(owner)} の${type}`,
    root: (caller: string) => `${caller} はルートユーザーなので、ポリシーは必要ありません。`,
    exempt: (request: string) => `${request} に権限は必要ありません。`,
    allowedBy: (caller: string, action: string, resource: string, type: string) =>
      `${caller} は ${resource} に対して ${action} を実行できます。下の${type}のステートメントが許可し、拒否するものはありません。`,
    implicit: (caller: string, action: string, resource: string, type: string) =>
      `${caller} は ${resource} に対して ${action} を実行できません。許可する${type}がありません。`,
    explicit: (caller: string, action: string, resource: string, type: string) =>
      `${caller} は ${resource} に対して ${action} を実行できません。${type}のステートメントが明示的に拒否しています。拒否はどの許可よりも優先されます。`,
    failedAfter: (code: string) =>
      `要求した権限はすべて許可されましたが、別の理由 (${code}) で失敗しました。`,
    notByPolicies: '要求した権限はポリシーですべて許可されています。拒否したのはポリシー以外の設定です。',
    publicAccess: (bucket: string) => `${bucket} のパブリックアクセスブロック設定`,
    request: 'リクエスト',
    caller: '呼び出し元',
    operation: 'オペレーション',
    time: '時刻',
    region: 'リージョン',
    error: '応答',
    answered: '正常に応答',
    requestId: 'リクエスト ID',
    authorizationId: '認可 ID',
    action: 'アクション',
    resource: 'リソース',
    key: 'キー',
    value: '値',
    context: (count: number) => `条件で使えた値 (${count})`,
    missing: '条件が必要とし、リクエストになかったキー',
    permission: (action: string, resource: string) => `${resource} に対する ${action}`,
    decisions: { allowed: '許可', 'explicit-deny': '明示的な拒否', 'implicit-deny': '許可なし' },
    policies: 'ポリシー',
    noPolicy: '適用されるポリシーはありません。',
    open: 'ポリシーを開く',
    decidesAllow: 'このステートメントが決め手です。リクエストを許可します。',
    decidesDeny: 'このステートメントが決め手です。リクエストを拒否します。',
    matches: 'リクエストに一致します。',
    failsAt: (element: string) => `一致しません。${element} が異なります。`,
    failsAtCondition: '一致しません。Condition が成り立ちません。',
    condition: (operator: string, key: string, values: string) =>
      `${operator}: ${key} は ${values} でなければなりません`,
    conditionNegated: (operator: string, key: string, values: string) => `${operator} (${key}): ${values}`,
    actual: (value: string) => `リクエストの値は ${value}`,
    absent: 'リクエストに値はありません',
    or: ' または ',
    statement: (place: number) => `ステートメント ${place}`,
    noStatement: 'ステートメントがありません。',
    document: (label: string) => `${label} のドキュメント`,
    level: (level: number) => `組織のルートから ${level} 階層目`,
    of: (source: string) => `${japaneseOwner(source)} から`,
    inline: (name: string) => `インラインポリシー ${name}`,
    nobodyAllows: (type: string) => `許可する${type}のステートメントがありません。`,
    whatNow: '許可するには',
    all: 'これらの変更がすべて必要です。',
    noChange: 'ポリシーをどう変えても許可されません。',
    wishes: 'ポリシーを変えずに、呼び出し元ができること',
    changePolicy: (label: string) => `変更: ${label}`,
    addPolicy: (type: string) => `${type}を追加`,
    goThere: '変更するポリシー',
    goToOwner: '追加先',
    awsOwn: 'AWS 管理ポリシーは変更できません。代わりに独自のポリシーを付けてください。',
    command: 'AWS CLI で同じことをする',
    preview: 'プレビュー',
    previewHint: 'このドキュメントならどう判定されるかを調べます。何も変更されません。',
    tryTitle: '別のポリシーを試す',
    tryHint: '判定に使われたポリシーを選び、ここで書き換えて、結果がどうなっていたかを確かめられます。',
    choose: 'ポリシーを選択',
    editor: (label: string) => `提案するドキュメント: ${label}`,
    remove: (label: string) => `${label} を元のままにする`,
    before: '変更前',
    after: '変更後',
    thisRequest: 'このリクエスト',
    others: '同じ呼び出し元の他のリクエスト',
    othersHint: 'サーバーが覚えている最近のリクエスト (種類ごとに 1 件) を、同じ提案で判定した結果です。',
    othersNone: '記憶されているものはありません。',
    unchanged: '変わりません',
    changed: '変わります',
    mayAskMore:
      'リクエストは最初に拒否された権限で終わります。先に進むと、さらに別の権限が必要になることがあります。',
  },
});

export type ExplanationTexts = (typeof EXPLANATION_TEXTS)['en'];
