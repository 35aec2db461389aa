import { formatArn, parseArn } from '../../../kernel/arn.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { resourceNotFound } from '../errors.ts';

/** A layer as a request names it: it need not exist. */
export interface NamedLayer {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

export interface NamedLayerVersion extends NamedLayer {
  readonly version: number;
}

/**
 * Reads the layer that a request names, by its name or its ARN.
 *
 * @throws AwsError ResourceNotFoundException for an ARN of another region (guess: AWS documents nothing)
 */
export function namedLayer({ accountId, facts }: OperationContext, text: string): NamedLayer {
  const { region } = facts;
  const arn = parseArn(text);
  if (arn === undefined) return { accountId, region, name: text };
  if (arn.region !== region) throw resourceNotFound();
  return { accountId: arn.accountId, region, name: arn.resource.slice(arn.resource.indexOf(':') + 1) };
}

export function layerArn({ accountId, region, name }: NamedLayer): string {
  return formatArn({ service: 'lambda', region, accountId, resource: `layer:${name}` });
}

export function layerVersionArn(named: NamedLayerVersion): string {
  return `${layerArn(named)}:${named.version}`;
}

/** Takes the ARN of a layer's version apart; `undefined` for what is none. */
export function readLayerVersionArn(text: string): NamedLayerVersion | undefined {
  const arn = parseArn(text);
  const [kind, name = '', version] = arn?.resource.split(':') ?? [];
  if (arn === undefined || kind !== 'layer' || version === undefined) return undefined;
  return { accountId: arn.accountId, region: arn.region, name, version: Number(version) };
}
