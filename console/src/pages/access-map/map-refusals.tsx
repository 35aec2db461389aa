import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import type { Part, Refusal } from './use-map-graph.ts';

const TEXTS = defineTexts<Readonly<Record<Part, string>>>({
  en: {
    identities: 'Missing on the map: users, groups, roles and policies.',
    profiles: 'Missing on the map: instance profiles that no role is in.',
    instances: 'Missing on the map: instances.',
    functions: 'Missing on the map: functions.',
    buckets: 'Missing on the map: buckets.',
    bucketPolicies: 'Missing on the map: what some buckets’ policies allow.',
  },
  ja: {
    identities: 'マップにないもの: ユーザー、グループ、ロール、ポリシー',
    profiles: 'マップにないもの: ロールが入っていないインスタンスプロファイル',
    instances: 'マップにないもの: インスタンス',
    functions: 'マップにないもの: 関数',
    buckets: 'マップにないもの: バケット',
    bucketPolicies: 'マップにないもの: 一部のバケットのポリシーによるアクセス許可',
  },
});

/** Which parts of the map AWS refused, in its words. */
export function MapRefusals({ refusals }: { readonly refusals: readonly Refusal[] }) {
  const texts = useTexts(TEXTS);
  return (
    <SpaceBetween size="s">
      {refusals.map(({ part, error, retry }) => (
        <div key={part}>
          <Box fontWeight="bold" padding={{ bottom: 'xxs' }}>
            {texts[part]}
          </Box>
          <ErrorAlert error={error} onRetry={retry} />
        </div>
      ))}
    </SpaceBetween>
  );
}
