import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { nameOfPolicy } from '../../parts/permissions/policy-kind.ts';
import { useInstancesByProfile } from '../../parts/use-instances-by-profile.ts';
import type { DeletionPlan } from './delete-role-plan.ts';

const TEXTS = defineTexts({
  en: {
    profile: (name: string) => `The instance profile ${name} holds this role and is deleted with it.`,
    instances: (ids: string) => `Instances that carry it get no credentials any more: ${ids}.`,
    others:
      'AWS refuses to delete a role that an instance profile of another name holds. Remove it there first:',
    attached: 'Detached:',
    inline: 'Deleted with it, for they are inline:',
  },
  ja: {
    profile: (name: string) => `このロールを含むインスタンスプロファイル ${name} も一緒に削除されます。`,
    instances: (ids: string) => `次のインスタンスは認証情報を取得できなくなります: ${ids}`,
    others:
      '名前の異なるインスタンスプロファイルに含まれているロールは、AWS が削除を拒否します。先に次のプロファイルからロールを取り外してください:',
    attached: 'デタッチされるポリシー:',
    inline: '一緒に削除されるインラインポリシー:',
  },
});

/** What is taken away with a role, and what keeps it. */
export function WhatGoesWithRole({ plan }: { readonly plan: DeletionPlan }) {
  const texts = useTexts(TEXTS);
  const instances = useInstancesByProfile();
  const { ownProfile, otherProfiles, attached, inline } = plan;
  if (otherProfiles.length > 0) {
    return (
      <Alert type="warning">
        {texts.others}
        <ul>
          {otherProfiles.map((name) => (
            <li key={name} className="utsuwa-breakable">
              <PageLink to={paths.instanceProfile(name)}>{name}</PageLink>
            </li>
          ))}
        </ul>
      </Alert>
    );
  }
  const carrying = (ownProfile && instances.data?.get(ownProfile.arn)) ?? [];
  return (
    <SpaceBetween size="m">
      {ownProfile === undefined ? null : (
        <Alert type="warning">
          <div className="utsuwa-breakable">{texts.profile(ownProfile.name)}</div>
          {carrying.length === 0 ? null : (
            <div>{texts.instances(carrying.map(({ instanceId }) => instanceId).join(', '))}</div>
          )}
        </Alert>
      )}
      {ownProfile !== undefined && instances.isError ? <ErrorAlert error={instances.error} /> : null}
      {attached.length === 0 ? null : list(texts.attached, attached.map(nameOfPolicy))}
      {inline.length === 0 ? null : list(texts.inline, inline)}
    </SpaceBetween>
  );
}

function list(text: string, names: readonly string[]) {
  return (
    <div>
      {text}
      <ul>
        {names.map((name) => (
          <li key={name} className="utsuwa-breakable">
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}
