import type { ToldSentence } from '../../../../../src/kernel/told-request.ts';
import type { Language } from '../../../language/language.tsx';

type Values = Readonly<Record<string, string>>;

/** The server's sentences in Japanese, by their codes. */
const JAPANESE: Readonly<Record<string, (values: Values) => string>> = {
  'wish external-id': ({ value }) => `外部 ID を渡す: --external-id ${value}`,
  'wish session-name': ({ value }) => `指定されたセッション名を使う: --role-session-name ${value}`,
  'wish source-identity': ({ value }) => `ソース ID を設定する: --source-identity ${value}`,
  'wish mfa': () =>
    'MFA で認証する: aws sts assume-role に --serial-number ARN --token-code CODE を付けるか、aws sts get-session-token を使う',
  'wish source-ip': ({ operator, addresses }) =>
    `別のアドレスから呼び出す (条件は ${operator}: ${addresses})`,
  'wish request-tag': ({ tag, value }) => `作成するものにタグ ${tag}=${value} を付ける`,
  'wish principal-tag': ({ tag, value }) =>
    `タグ ${tag}=${value} を持つ呼び出し元になる (セッションタグでも可: --tags Key=${tag},Value=${value})`,
  'wish https': () => 'HTTPS で呼び出す',
  'exempt own-credentials': () => '自分自身の一時的な認証情報は、いつでも要求できます。',
  'exempt caller-identity': () => '明示的な拒否があっても成功します。',
  'exempt each-by-itself': () => 'キーごとに認可され、拒否されたものは応答のそのキーの欄に示されます。',
  'exempt own-stack': () =>
    'インスタンスは、自身を作成したスタックへのシグナルの送信と読み取りを、ID ドキュメントを使っていつでも行えます。',
  'note loopback-is-secure': () =>
    'ループバック経由の通信はネットワークを通らないため、aws:SecureTransport は true でした。start --loopback-http insecure で起動すると、TLS を使わない通信ではすべて false になります。',
  'note may-ask-for-more': () =>
    'リクエストは最初に拒否された権限で終わります。先に進むと、さらに別の権限が必要になることがあります。',
};

/** What the server says, in the person's language where there are words for it. */
export function sentenceIn(language: Language, { code, text, values = {} }: ToldSentence): string {
  const words = language === 'ja' ? JAPANESE[code]?.(values) : undefined;
  return words ?? text;
}
