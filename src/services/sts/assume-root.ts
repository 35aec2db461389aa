import { iamArn, parseArn } from '../../kernel/arn.ts';
import type { AssumeRootRequest } from '../../model/generated/sts.ts';
import { stsErrors } from './errors.ts';
import { stsOperation } from './sts-operation.ts';

/**
 * Refuses: root sessions are for the management account, or its delegate, of an organization that has
 * turned on central management of root access, and no organization of the house can.
 */
export const assumeRoot = stsOperation('AssumeRoot', {
  authorizes(input) {
    const resource = targetOf(input);
    return { action: 'sts:AssumeRoot', resource, keys: { 'sts:TaskPolicyArn': taskOf(input) } };
  },

  runs(input, { caller }) {
    const who = 'arn' in caller ? caller.arn : caller.kind;
    const sentence = `User: ${who} is not authorized to perform: sts:AssumeRoot on resource: ${targetOf(input)}`;
    return Promise.reject(stsErrors.accessDenied(sentence));
  },
});

/** The target's root user, who may be given by the account alone. */
function targetOf({ TargetPrincipal: target }: AssumeRootRequest): string {
  if (/^\d{12}$/.test(target)) return iamArn(target, 'root');
  const arn = parseArn(target);
  if (arn?.service !== 'iam' || arn.resource !== 'root' || !/^\d{12}$/.test(arn.accountId)) {
    throw stsErrors.isInvalid(target);
  }
  return target;
}

const TASKS: ReadonlySet<string> = new Set(
  [
    'IAMAuditRootUserCredentials',
    'IAMCreateRootUserPassword',
    'IAMDeleteRootUserCredentials',
    'S3UnlockBucketPolicy',
    'SQSUnlockQueuePolicy',
  ].map((task) => `arn:aws:iam::aws:policy/root-task/${task}`),
);

function taskOf({ TaskPolicyArn: { arn = '' } }: AssumeRootRequest): string {
  if (!TASKS.has(arn)) throw stsErrors.isInvalid(arn);
  return arn;
}
