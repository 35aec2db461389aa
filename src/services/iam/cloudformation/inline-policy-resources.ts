import { documentOf, listChanges, listOf, textOf } from '../../../operation/resource-properties.ts';
import type { Properties, ResourceContext, ResourceType } from '../../../operation/resource-type.ts';
import { policyOfNobody } from '../errors.ts';
import { iam, iamGone } from './iam-calls.ts';
import type { PrincipalKind } from './principal-policies.ts';
import { readInlinePolicy, readPolicy } from './read-policies.ts';

const KINDS: readonly PrincipalKind[] = ['Role', 'User', 'Group'];

/** `AWS::IAM::Policy`: one inline policy on any number of principals. */
export const policyResource: ResourceType = {
  type: 'AWS::IAM::Policy',

  async create(properties, context) {
    const physicalId = `${context.stackName}-${context.logicalId}-${context.token.slice(0, 8)}`;
    await put(properties, context);
    return { physicalId, attributes: { Id: physicalId } };
  },

  async update({ physicalId, properties: before, wanted, attributes }, context) {
    await put(wanted, context);
    const isRenamed = before['PolicyName'] !== wanted['PolicyName'];
    for (const kind of KINDS) {
      const { dropped } = listChanges(listOf(before, `${kind}s`), listOf(wanted, `${kind}s`));
      await take(context, before, kind, isRenamed ? listOf(before, `${kind}s`) : dropped);
    }
    return { physicalId, attributes };
  },

  read: readPolicy,

  async remove({ properties }, context) {
    for (const kind of KINDS) await take(context, properties, kind, listOf(properties, `${kind}s`));
  },
};

async function put(properties: Properties, context: ResourceContext): Promise<void> {
  if (KINDS.every((kind) => listOf(properties, `${kind}s`).length === 0)) throw policyOfNobody();
  const { PolicyName } = properties;
  const PolicyDocument = documentOf(properties, 'PolicyDocument');
  for (const kind of KINDS) {
    for (const name of listOf(properties, `${kind}s`)) {
      await iam(context, `Put${kind}Policy`, { [`${kind}Name`]: name, PolicyName, PolicyDocument });
    }
  }
}

async function take(
  context: ResourceContext,
  { PolicyName }: Properties,
  kind: PrincipalKind,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    await iamGone(context, `Delete${kind}Policy`, { [`${kind}Name`]: name, PolicyName });
  }
}

/** `AWS::IAM::RolePolicy`, `UserPolicy`, `GroupPolicy`: one inline policy on one principal. */
function inlinePolicyResource(kind: PrincipalKind): ResourceType {
  const key = `${kind}Name`;
  const write = (properties: Properties, context: ResourceContext) =>
    iam(context, `Put${kind}Policy`, {
      [key]: properties[key],
      PolicyName: properties['PolicyName'],
      PolicyDocument: documentOf(properties, 'PolicyDocument'),
    });
  const idOf = (properties: Properties) => `${textOf(properties, 'PolicyName')}|${textOf(properties, key)}`;
  return {
    type: `AWS::IAM::${kind}Policy`,
    async create(properties, context) {
      await write(properties, context);
      return { physicalId: idOf(properties) };
    },
    async update({ physicalId, wanted }, context) {
      await write(wanted, context);
      return { physicalId };
    },
    read: (resource, context) => readInlinePolicy(kind, resource, context),
    async remove({ properties }, context) {
      const { PolicyName } = properties;
      await iamGone(context, `Delete${kind}Policy`, { [key]: properties[key], PolicyName });
    },
  };
}

export const inlinePolicyResources: readonly ResourceType[] = KINDS.map(inlinePolicyResource);
