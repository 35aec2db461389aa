import { IAMClient, paginateListGroups, paginateListRoles, paginateListUsers } from '@aws-sdk/client-iam';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { collect } from '../../aws/collect.ts';
import type { Connection } from '../../aws/connection.ts';
import { readAwsError } from '../../aws/aws-error.ts';
import { useTexts } from '../../language/language.tsx';
import { ErrorAlert } from '../../parts/error-alert.tsx';
import { useAwsQuery } from '../../session/use-aws.ts';
import { SIMULATOR_TEXTS } from './simulator-texts.ts';

interface Named {
  readonly name: string;
  readonly arn: string;
}

/** Those of a kind that may be listed; absent where the listing is refused. */
interface Principals {
  /** What was refused, or failed. */
  readonly errors: readonly unknown[];
  readonly users: readonly Named[] | undefined;
  readonly groups: readonly Named[] | undefined;
  readonly roles: readonly Named[] | undefined;
}

const NOBODY: Principals = { users: [], groups: [], roles: [], errors: [] };

interface PrincipalFieldProps {
  /** An ARN; empty while nobody is chosen. */
  readonly arn: string;
  readonly onChange: (arn: string) => void;
}

/** Whose policies are asked: one of the account's users, groups and roles. */
export function PrincipalField({ arn, onChange }: PrincipalFieldProps) {
  const texts = useTexts(SIMULATOR_TEXTS);
  const query = useAwsQuery({ key: ['iam', 'principals'], ask: listPrincipals });
  const { users, groups, roles, errors } = query.data ?? NOBODY;
  const isPartial = [users, groups, roles].includes(undefined);
  const options: SelectProps.OptionGroup[] = [
    { label: texts.users, options: (users ?? []).map(optionOf) },
    { label: texts.groups, options: (groups ?? []).map(optionOf) },
    { label: texts.roles, options: (roles ?? []).map(optionOf) },
  ].filter((group) => group.options.length > 0);
  const chosen = options.flatMap((group) => group.options).find(({ value }) => value === arn);
  return (
    <SpaceBetween size="m">
      <FormField label={texts.principal} description={texts.principalHint} stretch>
        <Select
          selectedOption={chosen ?? null}
          options={options}
          placeholder={texts.choosePrincipal}
          filteringType="auto"
          filteringPlaceholder={texts.findPrincipal}
          filteringAriaLabel={texts.findPrincipal}
          statusType={query.isPending ? 'loading' : 'finished'}
          empty={texts.noPrincipal}
          virtualScroll
          onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
        />
      </FormField>
      {isPartial ? (
        <FormField label={texts.arnOf} description={texts.arnHint} stretch>
          <Input value={arn} onChange={({ detail }) => onChange(detail.value.trim())} />
        </FormField>
      ) : null}
      {errors.map((error) => (
        <ErrorAlert key={readAwsError(error).message} error={error} onRetry={() => void query.refetch()} />
      ))}
    </SpaceBetween>
  );
}

function optionOf({ name, arn }: Named): SelectProps.Option {
  return { value: arn, label: name, description: arn };
}

async function listPrincipals(connection: Connection): Promise<Principals> {
  const client = connection.client(IAMClient);
  const [users, groups, roles] = await Promise.allSettled([
    collect(paginateListUsers({ client }, {}), ({ Users = [] }) =>
      Users.map(({ UserName, Arn }) => named(UserName, Arn)),
    ),
    collect(paginateListGroups({ client }, {}), ({ Groups = [] }) =>
      Groups.map(({ GroupName, Arn }) => named(GroupName, Arn)),
    ),
    collect(paginateListRoles({ client }, {}), ({ Roles = [] }) =>
      Roles.map(({ RoleName, Arn }) => named(RoleName, Arn)),
    ),
  ]);
  return {
    users: answered(users),
    groups: answered(groups),
    roles: answered(roles),
    errors: [users, groups, roles].flatMap((settled): unknown[] =>
      settled.status === 'rejected' ? [settled.reason] : [],
    ),
  };
}

function named(name = '', arn = ''): Named {
  return { name, arn };
}

function answered<T>(settled: PromiseSettledResult<T>): T | undefined {
  return settled.status === 'fulfilled' ? settled.value : undefined;
}
