import { changedDocument, type Change } from '../../policy/change.ts';
import type { CompiledPolicy } from '../../policy/compiled-policy.ts';
import type { PolicyExplanation } from '../../policy/explain.ts';
import type { AuthorizationRequest, Principal } from '../../policy/request.ts';
import { labelOf } from './policy-label.ts';
import type { ToldEdit } from '../../kernel/told-request.ts';

/**
 * Puts a proposal into words, one edit a policy, with the command that does it where there is one.
 *
 * @param placeOf which of the request's policies one is
 */
export function tellEdits(
  changes: readonly Change[],
  request: AuthorizationRequest,
  policies: readonly PolicyExplanation[],
  placeOf: (policy: CompiledPolicy) => number,
): ToldEdit[] {
  const existing = [...new Set(changes.flatMap(({ policy }) => (policy === undefined ? [] : [policy])))];
  const edited = existing.map((policy) => {
    const own = changes.filter((change) => change.policy === policy);
    const explained = policies.find((candidate) => candidate.policy === policy);
    if (explained === undefined) throw new Error('a change is proposed for a policy that does not apply');
    return inAccount({ ...editOf(explained, own, request), place: placeOf(policy) }, explained.type, request);
  });
  const further = changes.filter(({ policy }) => policy === undefined);
  const added = further.map((change) => {
    const { type, level } = change;
    const document = changedDocument(undefined, [change]);
    return inAccount({ ...furtherPolicy(change, document, request), type, level, document }, type, request);
  });
  return [...edited, ...added];
}

/** Says whose the policy is, where that is not the caller's account: a command has to be run there. */
function inAccount(edit: ToldEdit, type: Change['type'], request: AuthorizationRequest): ToldEdit {
  const { principal, resourceAccount } = request;
  const isOfResource = type === 'resource-based policy' || type === 'role trust policy';
  if (!isOfResource || !('accountId' in principal) || principal.accountId === resourceAccount) return edit;
  return { ...edit, what: `in account ${resourceAccount}: ${edit.what}` };
}

function editOf(
  explained: PolicyExplanation,
  changes: readonly Change[],
  request: AuthorizationRequest,
): ToldEdit {
  const { type, policy } = explained;
  const verbs = changes.map((change) => {
    switch (change.kind) {
      case 'add-statement':
        return 'add a statement';
      case 'replace-statement':
        return `narrow the Deny that is its statement ${change.index + 1}`;
      case 'remove-statement':
        return `remove the Deny that is its statement ${change.index + 1}`;
    }
  });
  const awsOwn = policy.arn?.startsWith('arn:aws:iam::aws:') === true;
  const note = awsOwn ? " (AWS's own and cannot be changed: put a policy of your own in its place)" : '';
  return {
    what: `in the ${type} ${labelOf(explained)}${note}: ${verbs.join(', ')}`,
    type,
    document: changedDocument(policy.document, changes),
    statements: changes.flatMap(statementsOf),
    command: awsOwn ? undefined : editCommand(policy, type, changes, request),
  };
}

function statementsOf(change: Change): readonly string[] {
  if (change.kind === 'remove-statement') return [];
  const further = change.kind === 'replace-statement' ? change.further : undefined;
  return [change.statement, ...(further ?? [])].map((statement) => JSON.stringify(statement));
}

/** What writes the whole changed document; none where its principals stand as unique ids. */
function editCommand(
  policy: CompiledPolicy,
  type: Change['type'],
  changes: readonly Change[],
  request: AuthorizationRequest,
): string | undefined {
  const document = changedDocument(policy.document, changes);
  if (/"A(?:ID|RO)A[A-Z\d]{16,}"/.test(document)) return undefined;
  const text = quoted(JSON.stringify(JSON.parse(document)));
  switch (type) {
    case 'role trust policy':
      return `aws iam update-assume-role-policy --role-name ${lastName(request.resource)} --policy-document ${text}`;
    case 'resource-based policy': {
      const bucket = /^arn:aws:s3:::([^/*]+)/.exec(request.resource)?.[1];
      return bucket === undefined
        ? undefined
        : `aws s3api put-bucket-policy --bucket ${bucket} --policy ${text}`;
    }
    case 'service control policy':
    case 'resource control policy':
      return policy.arn === undefined
        ? undefined
        : `aws organizations update-policy --policy-id ${lastName(policy.arn)} --content ${text}`;
    case 'identity-based policy':
    case 'permissions boundary':
      if (policy.arn !== undefined) {
        return `aws iam create-policy-version --policy-arn ${policy.arn} --set-as-default --policy-document ${text}`;
      }
      return inlineCommand(policy.source, policy.name, text);
    case 'session policy':
    case 'VPC endpoint policy':
      return undefined;
  }
}

function furtherPolicy(
  change: Change,
  document: string,
  { principal, action, resource }: AuthorizationRequest,
): Pick<ToldEdit, 'what' | 'statements' | 'command'> {
  const text = quoted(JSON.stringify(JSON.parse(document)));
  const statements = change.kind === 'add-statement' ? [JSON.stringify(change.statement)] : [];
  switch (change.type) {
    case 'identity-based policy': {
      const owner = ownerOf(principal);
      if (owner === undefined) return { what: 'allow it in an identity-based policy', statements };
      const command = inlineCommand(owner, `allow-${action.replace(':', '-')}`, text);
      return { what: `give ${owner} a further policy`, statements, command };
    }
    case 'resource-based policy': {
      const bucket = /^arn:aws:s3:::([^/*]+)/.exec(resource)?.[1];
      const command = bucket && `aws s3api put-bucket-policy --bucket ${bucket} --policy ${text}`;
      return {
        what: `give ${bucket === undefined ? resource : `bucket ${bucket}`} a policy`,
        statements,
        command,
      };
    }
    case 'session policy':
      return { what: 'pass a session policy when the session is made', statements };
    case 'service control policy':
    case 'resource control policy':
      return { what: `attach a further ${change.type} at level ${change.level} (0 is the root)`, statements };
    case 'permissions boundary':
    case 'role trust policy':
    case 'VPC endpoint policy':
      return { what: `allow it in the ${change.type}`, statements };
  }
}

/** Who may be given a policy, as `user Bob`. */
function ownerOf(principal: Principal): string | undefined {
  switch (principal.kind) {
    case 'user':
      return `user ${lastName(principal.arn)}`;
    case 'role-session':
      return `role ${lastName(principal.roleArn)}`;
    case 'federated-user':
      return principal.issuer.kind === 'user' ? `user ${lastName(principal.issuer.arn)}` : undefined;
    case 'anonymous':
    case 'root':
    case 'service':
    case 'external':
      return undefined;
  }
}

/** @param owner `user Bob`, `group Crew`, `role Writer` */
function inlineCommand(
  owner: string | undefined,
  name: string | undefined,
  text: string,
): string | undefined {
  const [, kind, ownerName] = /^(user|group|role) (.+)$/.exec(owner ?? '') ?? [];
  if (kind === undefined || name === undefined) return undefined;
  return `aws iam put-${kind}-policy --${kind}-name ${ownerName} --policy-name ${name} --policy-document ${text}`;
}

function lastName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
