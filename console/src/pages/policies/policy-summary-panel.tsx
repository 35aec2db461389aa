import type { Policy } from '@aws-sdk/client-iam';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { kindOfPolicy, POLICY_KIND_TEXTS } from '../../parts/permissions/policy-kind.ts';
import { Time } from '../../parts/time.tsx';

const TEXTS = defineTexts({
  en: {
    title: 'Policy details',
    kind: 'Type',
    created: 'Creation time',
    edited: 'Edited time',
    arn: 'ARN',
    version: 'Default version',
    used: 'Attached entities',
    map: 'Access map',
    mapText: 'Whom it reaches',
  },
  ja: {
    title: 'ポリシーの詳細',
    kind: 'タイプ',
    created: '作成日時',
    edited: '編集日時',
    arn: 'ARN',
    version: 'デフォルトバージョン',
    used: 'アタッチされたエンティティ',
    map: 'アクセスマップ',
    mapText: 'ポリシーが届く先',
  },
});

/** What AWS's console says of a policy at its top. */
export function PolicySummaryPanel({ policy }: { readonly policy: Policy }) {
  const texts = useTexts(TEXTS);
  const kinds = useTexts(POLICY_KIND_TEXTS);
  const { Arn = '', CreateDate, UpdateDate, DefaultVersionId, AttachmentCount } = policy;
  return (
    <Container header={<Header variant="h2">{texts.title}</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.kind, value: kinds[kindOfPolicy(Arn)] },
          { label: texts.created, value: <Time at={CreateDate} /> },
          { label: texts.edited, value: <Time at={UpdateDate} /> },
          { label: texts.arn, value: <CopyText text={Arn} /> },
          { label: texts.version, value: DefaultVersionId ?? '-' },
          { label: texts.used, value: AttachmentCount ?? 0 },
          { label: texts.map, value: <PageLink to={paths.accessMap(Arn)}>{texts.mapText}</PageLink> },
        ]}
      />
    </Container>
  );
}
