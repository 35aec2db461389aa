import { jsonOf } from '../../../operation/read-properties.ts';
import { listOf, textOf } from '../../../operation/resource-properties.ts';
import type { Existing, Properties, ReadContext } from '../../../operation/resource-type.ts';
import { iam, iamGone } from './iam-calls.ts';
import type { PrincipalKind } from './principal-policies.ts';

const KINDS: readonly PrincipalKind[] = ['Role', 'User', 'Group'];

/** What IAM says of an `AWS::IAM::ManagedPolicy`. */
export async function readManagedPolicy({ physicalId: PolicyArn }: Existing, context: ReadContext) {
  const found = await iamGone(context, 'GetPolicy', { PolicyArn });
  if (found?.Policy === undefined) return undefined;
  const { PolicyName, Path, Description, DefaultVersionId: VersionId } = found.Policy;
  const { PolicyVersion } = await iam(context, 'GetPolicyVersion', { PolicyArn, VersionId });
  const on = await iam(context, 'ListEntitiesForPolicy', { PolicyArn });
  return {
    ...{ ManagedPolicyName: PolicyName, Path, Description },
    PolicyDocument: jsonOf(PolicyVersion?.Document),
    Roles: (on.PolicyRoles ?? []).map(({ RoleName }) => RoleName),
    Users: (on.PolicyUsers ?? []).map(({ UserName }) => UserName),
    Groups: (on.PolicyGroups ?? []).map(({ GroupName }) => GroupName),
  };
}

/** What IAM says of an `AWS::IAM::RolePolicy` and its kin. */
export async function readInlinePolicy(kind: PrincipalKind, { properties }: Existing, context: ReadContext) {
  const name = textOf(properties, `${kind}Name`) ?? '';
  const PolicyDocument = await inlineDocument(context, kind, name, properties);
  if (PolicyDocument === undefined) return undefined;
  return { PolicyName: properties['PolicyName'], [`${kind}Name`]: name, PolicyDocument };
}

/** What IAM says of an `AWS::IAM::Policy`: on whom it still is, and the first document that differs or all share. */
export async function readPolicy({ properties }: Existing, context: ReadContext) {
  const on: Record<string, string[]> = {};
  const documents: unknown[] = [];
  for (const kind of KINDS) {
    on[`${kind}s`] = [];
    for (const name of listOf(properties, `${kind}s`)) {
      const document = await inlineDocument(context, kind, name, properties);
      if (document === undefined) continue;
      on[`${kind}s`]?.push(name);
      documents.push(document);
    }
  }
  if (documents.length === 0) return undefined;
  const wanted = JSON.stringify(jsonOf(properties['PolicyDocument']));
  const PolicyDocument = documents.find((one) => JSON.stringify(one) !== wanted) ?? documents[0];
  return { PolicyName: properties['PolicyName'], PolicyDocument, ...on };
}

async function inlineDocument(
  context: ReadContext,
  kind: PrincipalKind,
  name: string,
  { PolicyName }: Properties,
): Promise<unknown> {
  const found = await iamGone(context, `Get${kind}Policy`, { [`${kind}Name`]: name, PolicyName });
  return jsonOf(found?.PolicyDocument);
}

/** What IAM says of an `AWS::IAM::OIDCProvider`. */
export async function readOidcProvider({ physicalId }: Existing, context: ReadContext) {
  const OpenIDConnectProviderArn = physicalId;
  const found = await iamGone(context, 'GetOpenIDConnectProvider', { OpenIDConnectProviderArn });
  if (found === undefined) return undefined;
  return { ClientIdList: found.ClientIDList, ThumbprintList: found.ThumbprintList, Tags: found.Tags };
}

/** What IAM says of an `AWS::IAM::SAMLProvider`. */
export async function readSamlProvider({ physicalId: SAMLProviderArn }: Existing, context: ReadContext) {
  const found = await iamGone(context, 'GetSAMLProvider', { SAMLProviderArn });
  if (found === undefined) return undefined;
  return { SamlMetadataDocument: found.SAMLMetadataDocument, Tags: found.Tags };
}
