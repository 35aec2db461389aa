import { compileGlob } from '../../glob.ts';
import { isBucketPolicy, shownResourceType, type Inquiry } from '../inquiry.ts';
import type { ConditionView, StatementView } from '../policy-view.ts';

/** What single keys are known for: values of a form of their own, company they need, uses that deceive. */
export function checkConditionMeaning(inquiry: Inquiry, statement: StatementView): void {
  const { report } = inquiry;
  const { conditions, effect } = statement;
  const has = (...keys: readonly string[]) =>
    conditions.some(({ lowerCaseKey }) => keys.includes(lowerCaseKey));
  for (const condition of conditions) {
    const { lowerCaseKey, key, keyAt } = condition;
    checkForm(inquiry, condition);
    if (lowerCaseKey === 'aws:referer' || lowerCaseKey === 'aws:useragent') {
      report('UNTRUSTWORTHY_CONDITION_KEY', { key }, keyAt);
    }
    if (lowerCaseKey === 'aws:vpcsourceip' && effect === 'Allow' && !has('aws:sourcevpc', 'aws:sourcevpce')) {
      report('MISSING_PAIRED_CONDITION_KEYS', { key, recommendedKeys: 'aws:SourceVpc' }, keyAt);
    }
    if (lowerCaseKey === 's3:prefix' && deceives(condition, effect)) {
      report('S3_PREFIX_IN_NEGATIVE_CONTEXT', {}, keyAt);
    }
    if (lowerCaseKey === 'dynamodb:attributes' && effect === 'Allow' && mayRead(statement)) {
      if (!conditions.some(selectsAttributes)) report('DYNAMODB_ATTRIBUTES_WITHOUT_SELECT', {}, keyAt);
    }
    if (lowerCaseKey === 's3:resourceaccount' && isBucketPolicy(inquiry)) {
      const resourceType = shownResourceType(inquiry);
      report('IRRELEVANT_CONDITION_KEY_IN_POLICY', { key, resourceType }, keyAt);
    }
  }
}

/** A Deny of some prefixes, or an Allow of all but some, is passed by asking for a shorter one. */
function deceives({ use }: ConditionView, effect: StatementView['effect']): boolean {
  if (use?.operator === undefined || effect === undefined) return false;
  return (effect === 'Deny') === !use.operator.negated;
}

const READS = ['dynamodb:batchgetitem', 'dynamodb:getitem', 'dynamodb:query', 'dynamodb:scan'];

function mayRead({ action }: StatementView): boolean {
  if (action === undefined) return false;
  const matched = READS.filter((read) =>
    action.values.some(({ value }) => compileGlob(value.toLowerCase())(read)),
  );
  return action.negated ? matched.length < READS.length : matched.length > 0;
}

function selectsAttributes({ lowerCaseKey, use, values }: ConditionView): boolean {
  return (
    lowerCaseKey === 'dynamodb:select' &&
    use?.operator?.name === 'StringEquals' &&
    values.every(({ value }) => value === 'SPECIFIC_ATTRIBUTES')
  );
}

const VPC = /^vpc-(?:[0-9a-z]{8}|[0-9a-z]{17})$/;
const VPC_ENDPOINT = /^vpce-(?:[0-9a-z]{8}|[0-9a-z]{17})$/;
const KMS_KEY = /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/;
/** Alexa's services are the only ones under `amazon.com`. */
const SERVICE_PRINCIPAL =
  /^(?:[a-z0-9*?][a-z0-9*?.-]*\.(?:amazonaws\.com(?:\.cn)?|aws\.internal|[a-z.]*\*)|alexa-[a-z*?-]+\.amazon\.com)$/;
const VIA_SERVICE = /^[a-z0-9*?-]+\.[a-z0-9*?-]+\.(?:amazonaws\.com(?:\.cn)?|[a-z.]*\*)$/;
const SERVICE_FORMAT = 'service-name.amazonaws.com';

function checkForm({ report, reference }: Inquiry, { lowerCaseKey, key, use, values }: ConditionView): void {
  if (use?.operator === undefined) return;
  for (const { value, place } of values) {
    if (value.includes('${')) continue;
    const isPattern = /[*?]/.test(value);
    switch (lowerCaseKey) {
      case 'aws:sourcevpc':
        if (!isPattern && !VPC.test(value)) report('INVALID_VPC_FORMAT', {}, place);
        break;
      case 'aws:sourcevpce':
        if (!isPattern && !VPC_ENDPOINT.test(value)) report('INVALID_VPCE_FORMAT', {}, place);
        break;
      case 'aws:requestedregion':
        if (!isPattern && ![...reference.partitions.values()].some((regions) => regions.includes(value))) {
          // IAM's and other global services' calls are counted to this one.
          if (value !== 'aws-global') report('INVALID_REGION', { region: value }, place);
        }
        break;
      case 's3:x-amz-server-side-encryption-aws-kms-key-id':
        if (!isPattern && !KMS_KEY.test(value)) report('INVALID_KMS_KEY_VALUE', { key }, place);
        break;
      case 'iam:passedtoservice':
      case 'aws:principalservicename':
        if (!isPattern && !SERVICE_PRINCIPAL.test(value)) {
          report('INVALID_SERVICE_PRINCIPAL_FORMAT', { expectedFormat: SERVICE_FORMAT }, place);
        }
        break;
      case 'kms:viaservice':
        if (!isPattern && !VIA_SERVICE.test(value)) {
          const expectedFormat = 'service-name.AWS_region.amazonaws.com';
          report('INVALID_SERVICE_PRINCIPAL_FORMAT', { expectedFormat }, place);
        }
        break;
      default:
        return;
    }
  }
}

/** Whether a name is one by which policies know a service. */
export function isServicePrincipal(name: string): boolean {
  return SERVICE_PRINCIPAL.test(name);
}
