import { IAMClient, UpdateAssumeRolePolicyCommand, type Role } from '@aws-sdk/client-iam';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';
import { CarefulFormModal } from '../../parts/unsaved/careful-form-modal.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { documentOf } from '../../parts/policy-editor/policy-document.ts';
import { PolicyEditor } from '../../parts/policy-editor/policy-editor.tsx';
import { PolicyText } from '../../parts/policy-text.tsx';
import { trustedEntities } from '../../parts/trust.ts';
import { TrustedEntities } from '../../parts/trusted-entity.tsx';
import { useAwsChange } from '../../session/use-aws.ts';

const TEXTS = defineTexts({
  en: {
    title: 'Trusted entities',
    edit: 'Edit trust policy',
    document: 'Trust policy',
    save: 'Update policy',
    saved: 'The trust policy is updated.',
  },
  ja: {
    title: '信頼されたエンティティ',
    edit: '信頼ポリシーを編集',
    document: '信頼ポリシー',
    save: 'ポリシーを更新',
    saved: '信頼ポリシーを更新しました。',
  },
});

/** Whom a role trusts: in words, and as the policy that says it. */
export function TrustRelationships({ role }: { readonly role: Role }) {
  const texts = useTexts(TEXTS);
  const [isEditing, setIsEditing] = useState(false);
  const document = documentOf(role.AssumeRolePolicyDocument);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={<TrustedEntities entities={trustedEntities(role.AssumeRolePolicyDocument)} />}
          actions={<Button onClick={() => setIsEditing(true)}>{texts.edit}</Button>}
        >
          {texts.title}
        </Header>
      }
    >
      <PolicyText label={texts.document} text={document} />
      {isEditing ? (
        <EditTrust roleName={role.RoleName ?? ''} document={document} onClose={() => setIsEditing(false)} />
      ) : null}
    </Container>
  );
}

interface EditTrustProps {
  readonly roleName: string;
  readonly document: string;
  readonly onClose: () => void;
}

function EditTrust({ roleName, document, onClose }: EditTrustProps) {
  const texts = useTexts(TEXTS);
  const { notify } = useNotifications();
  const [typed, setTyped] = useState(document);
  const save = useAwsChange({
    change: (connection) =>
      connection
        .client(IAMClient)
        .send(new UpdateAssumeRolePolicyCommand({ RoleName: roleName, PolicyDocument: typed })),
    makesOld: [
      ['iam', 'roles'],
      ['iam', 'instance profiles'],
    ],
    onSuccess: () => {
      notify({ type: 'success', text: texts.saved });
      onClose();
    },
  });
  return (
    <CarefulFormModal
      isDirty={typed !== document}
      title={texts.edit}
      action={texts.save}
      size="max"
      isBusy={save.isPending}
      error={save.error}
      onAct={() => save.mutate()}
      onClose={onClose}
    >
      <PolicyEditor label={texts.document} value={typed} onChange={setTyped} policyType="trust" />
    </CarefulFormModal>
  );
}
