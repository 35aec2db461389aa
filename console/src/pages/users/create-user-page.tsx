import type { AccessKey } from '@aws-sdk/client-iam';
import Alert from '@cloudscape-design/components/alert';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useTexts } from '../../language/language.tsx';
import { AFTER_SAVING } from '../../parts/unsaved/after-saving.ts';
import { GroupPicker } from '../../parts/group-picker.tsx';
import { useNotifications } from '../../parts/notifications.tsx';
import { Page } from '../../parts/page.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { paths } from '../../parts/paths.ts';
import { ManagedPolicyPicker } from '../../parts/permissions/managed-policy-picker.tsx';
import { TagFields } from '../../parts/tag-fields.tsx';
import { CreateForm } from '../../parts/create-form.tsx';
import { useFormCheck } from '../../parts/use-form-check.ts';
import { useNameProblem } from '../../parts/use-name-problem.ts';
import { useAwsChange } from '../../session/use-aws.ts';
import { AccessKeyOnce } from './access-key-once.tsx';
import { CREATE_USER_TEXTS } from './create-user-texts.ts';
import { createUser, NEW_USER, type NewUser } from './create-user.ts';

/** Makes a user, with all that they need to begin: groups, policies, a boundary, tags, a key. */
export default function CreateUserPage() {
  const texts = useTexts(CREATE_USER_TEXTS);
  const navigate = useNavigate();
  const { notify } = useNotifications();
  const [user, setUser] = useState<NewUser>(NEW_USER);
  const [areTagsValid, setAreTagsValid] = useState(true);
  const [isMade, setIsMade] = useState(false);
  const [accessKey, setAccessKey] = useState<AccessKey>();
  const change = (changed: Partial<NewUser>) => setUser((current) => ({ ...current, ...changed }));
  const leave = () => void navigate(paths.user(user.name), AFTER_SAVING);
  const nameProblem = useNameProblem(user.name, 64);
  const isDirty = accessKey === undefined && JSON.stringify(user) !== JSON.stringify(NEW_USER);
  const check = useFormCheck([
    nameProblem ?? (user.name === '' ? texts.nameMissing : undefined),
    areTagsValid ? undefined : texts.tagsWrong,
  ]);
  const create = useAwsChange<boolean, AccessKey | undefined>({
    change: (connection) => createUser(connection, user, isMade, () => setIsMade(true)),
    makesOld: [
      ['iam', 'users'],
      ['iam', 'groups'],
      ['iam', 'policies'],
      ['iam', 'summary'],
    ],
    onSuccess: (made) => {
      notify({ type: 'success', text: texts.created(user.name) });
      if (made === undefined) leave();
      else setAccessKey(made);
    },
  });
  // Not while the first attempt is still on its way.
  const isRest = isMade && (create.isError || create.variables === true);
  return (
    <Page
      title={texts.title}
      crumbs={[
        { text: 'IAM', to: paths.home() },
        { text: texts.users, to: paths.users() },
      ]}
    >
      <CreateForm
        isDirty={isDirty}
        check={check}
        action={isRest ? texts.goOn : texts.create}
        making={create}
        onSend={() => create.mutate(isMade)}
        onCancel={() => void navigate(paths.users())}
      >
        <Container header={<Header variant="h2">{texts.details}</Header>}>
          <SpaceBetween size="m">
            <FormField
              label={texts.name}
              constraintText={texts.nameHint}
              errorText={nameProblem ?? (check.isTried && user.name === '' ? texts.nameMissing : undefined)}
            >
              <Input
                value={user.name}
                spellcheck={false}
                disabled={isMade}
                onChange={({ detail }) => change({ name: detail.value })}
              />
            </FormField>
            <FormField label={texts.path} constraintText={texts.pathHint}>
              <Input
                value={user.path}
                spellcheck={false}
                disabled={isMade}
                onChange={({ detail }) => change({ path: detail.value })}
              />
            </FormField>
            <Checkbox
              checked={user.withAccessKey}
              description={texts.accessKeyHint}
              onChange={({ detail }) => change({ withAccessKey: detail.checked })}
            >
              {texts.accessKey}
            </Checkbox>
          </SpaceBetween>
        </Container>
        <GroupPicker chosen={user.groups} onChoose={(groups) => change({ groups })} />
        <ManagedPolicyPicker
          type="multi"
          title={texts.policies}
          chosen={user.policies}
          onChoose={(policies) => change({ policies })}
        />
        <ExpandableSection
          variant="container"
          headerText={texts.boundary}
          headerDescription={texts.boundaryHint}
        >
          <SpaceBetween size="m">
            <Checkbox
              checked={user.boundary === undefined}
              onChange={({ detail }) => {
                if (detail.checked) change({ boundary: undefined });
              }}
            >
              {texts.noBoundary}
            </Checkbox>
            <ManagedPolicyPicker
              type="single"
              title={texts.boundaryPolicies}
              chosen={user.boundary === undefined ? [] : [user.boundary]}
              onChoose={([boundary]) => change({ boundary })}
            />
          </SpaceBetween>
        </ExpandableSection>
        <Container header={<Header variant="h2">{texts.tags}</Header>}>
          <TagFields
            tags={user.tags}
            onChange={(tags, isValid) => {
              change({ tags });
              setAreTagsValid(isValid);
            }}
          />
        </Container>
        {create.isError && isMade ? (
          <Alert type="warning" header={texts.half}>
            {texts.halfText} <PageLink to={paths.user(user.name)}>{user.name}</PageLink>
          </Alert>
        ) : null}
      </CreateForm>
      {accessKey === undefined ? null : <AccessKeyOnce made={accessKey} onClose={leave} />}
    </Page>
  );
}
