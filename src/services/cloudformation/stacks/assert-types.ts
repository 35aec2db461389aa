import type { OperationContext } from '../../../operation/context.ts';
import { awsTypeNames } from '../schemas/type-names.ts';
import type { TemplateResource } from '../template/template.ts';
import { noCodeDeploy, typesNotBuilt, unrecognizedTypes } from '../template/template-errors.ts';

/**
 * The types of what is made must be built. One whose condition does not hold may be of any: CDK's bootstrap
 * template describes a key that it makes only when asked.
 *
 * @throws AwsError ValidationError, in AWS's words for types that AWS has not either
 */
export async function assertTypes(
  resources: ReadonlyMap<string, TemplateResource>,
  isMade: (resource: TemplateResource) => boolean,
  { house }: OperationContext,
): Promise<void> {
  const unbuilt = new Set<string>();
  for (const [id, resource] of resources) {
    if (!isMade(resource)) continue;
    const { type, updatePolicy } = resource;
    if (Object.hasOwn((updatePolicy ?? {}) as object, 'CodeDeployLambdaAliasUpdate')) throw noCodeDeploy(id);
    if ((await house.resourceTypes.find(type)) === undefined) unbuilt.add(type);
  }
  if (unbuilt.size === 0) return;
  const unknown = [...unbuilt].filter((type) => !awsTypeNames().has(type));
  throw unknown.length > 0 ? unrecognizedTypes(unknown) : typesNotBuilt([...unbuilt]);
}
