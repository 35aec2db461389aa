import { PARTITION, parseArn, type Arn } from '../../kernel/arn.ts';
import type { OperationContext } from '../../operation/context.ts';
import type { ServiceTagging } from '../../operation/service-tagging.ts';
import { taggingErrors } from './errors.ts';

/** A resource as a request names it. */
export interface RequestedResource {
  /** As it was given. */
  readonly text: string;
  readonly arn: Arn;
  /** Absent for a service that the house has not, or that has nothing to tag. */
  readonly tagging: ServiceTagging | undefined;
  readonly isTaggable: boolean;
}

/**
 * Reads the ARNs of resources that are to be changed, each once.
 *
 * @throws AwsError InvalidParameterException for the whole call, as {@link readArn} and for an ARN of another region
 */
export async function requested(
  arns: readonly string[],
  operation: 'TagResources' | 'UntagResources',
  context: OperationContext,
): Promise<readonly RequestedResource[]> {
  const resources: RequestedResource[] = [];
  for (const text of new Set(arns)) {
    const resource = await readArn(text, context);
    const { region } = resource.arn;
    if (region !== '' && region !== context.facts.region) throw taggingErrors.otherRegion(text, operation);
    resources.push(resource);
  }
  return resources;
}

/** @throws AwsError InvalidParameterException for what is no ARN, or none that its service could have given */
export async function readArn(text: string, { house }: OperationContext): Promise<RequestedResource> {
  const arn = parseArn(text);
  if (arn === undefined || arn.service === '' || arn.resource === '') throw taggingErrors.invalidArn(text);
  if (arn.partition !== PARTITION) throw taggingErrors.otherPartition(text);
  const tagging = (await house.services.named(arn.service))?.tagging;
  const judgement = tagging?.judge(arn);
  if (judgement === 'malformed') throw taggingErrors.invalidArn(text);
  return { text, arn, tagging, isTaggable: judgement === 'taggable' };
}
