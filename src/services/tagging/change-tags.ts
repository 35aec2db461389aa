import { AwsError } from '../../kernel/aws-error.ts';
import type { ServiceName } from '../../model/manifest.ts';
import type { FailureInfo } from '../../model/generated/tagging.ts';
import type { OperationContext } from '../../operation/context.ts';
import type { TagChange } from '../../operation/service-tagging.ts';
import { taggingErrors } from './errors.ts';
import type { RequestedResource } from './requested-resources.ts';
import { GLOBAL_REGION } from './all-tagged.ts';

/** In whose name the services are called (guess: AWS documents nothing of `aws:CalledVia` here). */
const PRINCIPAL = 'tagging.amazonaws.com';

/**
 * Changes the tags of resources, one after another, each by its service's own calls as the caller. One
 * that fails does not keep the others.
 *
 * @returns what failed by its ARN, with the service's own code, status and words
 */
export async function changeTags(
  resources: readonly RequestedResource[],
  change: TagChange,
  context: OperationContext,
): Promise<Record<string, FailureInfo>> {
  const failed: Record<string, FailureInfo> = {};
  for (const resource of resources) {
    try {
      await changeOne(resource, change, context);
    } catch (error) {
      const { code, status, message } = error instanceof AwsError ? error : internal(error, context);
      failed[resource.text] = { StatusCode: status, ErrorCode: code, ErrorMessage: message };
    }
  }
  return failed;
}

async function changeOne(
  { text, arn, tagging, isTaggable }: RequestedResource,
  change: TagChange,
  context: OperationContext,
): Promise<void> {
  const { house, accountId } = context;
  if (tagging === undefined) throw taggingErrors.notServed(arn.service);
  if (!isTaggable) throw taggingErrors.otherKind(arn.service, arn.resource.split('/', 1)[0] ?? '');
  if (arn.accountId !== '' && arn.accountId !== accountId) throw taggingErrors.otherAccount(text);
  const service = arn.service as ServiceName;
  const region = tagging.isGlobal ? GLOBAL_REGION : undefined;
  await tagging.change({
    arn,
    change,
    house,
    accountId,
    call: (operation, input) => context.dispatch({ service, operation, input, via: PRINCIPAL, region }),
    permit: async (action) => {
      const denial = await context.decide({ action, resource: text });
      const denier = denial && (await house.services.named(service));
      if (denial !== undefined && denier !== undefined) throw denier.denies(denial, context);
    },
  });
}

function internal(error: unknown, { house }: OperationContext): AwsError {
  house.log.error('a resource could not be tagged', error);
  return taggingErrors.internal();
}
