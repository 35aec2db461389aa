import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { policyDocument, type Statement } from '../resource-policies.ts';
import { layerArn, layerVersionArn, type NamedLayer, type NamedLayerVersion } from './layer-name.ts';
import { layerVersionIn } from './layer-records.ts';

/** A permission on a layer, whether or not it exists. */
export function onLayer(action: string, named: NamedLayer): Authorization {
  return { action, resource: layerArn(named), resourceAccount: named.accountId };
}

/** A permission on a layer's version, whose policy counts beside the caller's own. */
export async function onLayerVersion(
  { house }: Pick<OperationContext, 'house'>,
  action: string,
  named: NamedLayerVersion,
): Promise<Authorization> {
  const resource = layerVersionArn(named);
  const asked = { action, resource, resourceAccount: named.accountId };
  const found = await house.store.read((tx) => layerVersionIn(tx, named));
  const statements = JSON.parse(found?.statements ?? '[]') as Statement[];
  if (statements.length === 0) return asked;
  const document = policyDocument(statements);
  return { ...asked, resourcePolicy: { kind: 'layer', document, arn: resource } };
}
