import { globsOverlap } from '../glob-overlap.ts';
import { isBucketPolicy, shownResourceType, type Inquiry } from '../inquiry.ts';
import type { StatementView, TextView } from '../policy-view.ts';
import { arnServiceOf, type ArnService, type ArnTemplate } from '../arn-services.ts';
import { resourceContains, resourceText } from '../resource-patterns.ts';
import { redundantOf } from './action-checks.ts';

/** Each resource is an ARN of a service, partition, Region, account and form that there are. */
export function checkResources(inquiry: Inquiry, { resource }: StatementView): void {
  if (resource === undefined) return;
  for (const value of resource.values) {
    if (isBucketPolicy(inquiry)) checkIsBuckets(inquiry, value);
    checkArn(inquiry, value);
  }
  const redundant = redundantOf(resource.values, (value) => value, resourceContains, inquiry.effort);
  const places = redundant.map(({ place }) => place);
  if (places.length > 0) inquiry.report('REDUNDANT_RESOURCE', { count: places.length }, ...places);
}

function checkIsBuckets(inquiry: Inquiry, { value, place }: TextView): void {
  if (globsOverlap(resourceText(value), 'arn:*:s3:::*') && !/^[*?]+$/.test(value)) return;
  inquiry.report('UNSUPPORTED_RESOURCE_ARN_IN_POLICY', { resourceType: shownResourceType(inquiry) }, place);
}

const WILDCARD = /[*?]/;
const ARN_FIELDS = 6;

function checkArn(inquiry: Inquiry, { value, place }: TextView): void {
  const { report, reference } = inquiry;
  if (/^[*?]+$/.test(value)) return;
  const fields = resourceText(value).split(':');
  const [prefix = '', partition = '', service = '', region = '', account = ''] = fields;
  if (!globsOverlap(prefix, 'arn')) {
    report('INVALID_ARN_PREFIX', {}, place);
    return;
  }
  // IAM completes an ARN that ends early in a wildcard.
  if (fields.length < ARN_FIELDS) {
    if (!value.endsWith('*')) report('MISSING_ARN_FIELD', { fields: ARN_FIELDS }, place);
    return;
  }
  const regions = reference.partitions.get(partition);
  if (!WILDCARD.test(partition) && regions === undefined) {
    const partitions = [...reference.partitions.keys()].join(', ');
    report('INVALID_PARTITION', { service, partition, partitions }, place);
  }
  if (WILDCARD.test(service)) {
    report('WILDCARD_IN_SERVICE_NAME', {}, place);
    return;
  }
  const known = arnServiceOf(reference, service);
  if (known === undefined) {
    const isCase = arnServiceOf(reference, service.toLowerCase()) !== undefined;
    report(isCase ? 'INVALID_ARN_SERVICE_CASE' : 'INVALID_SERVICE', { service }, place);
    return;
  }
  if (account !== '' && !WILDCARD.test(account) && !isAccount(account, known)) {
    report('INVALID_ARN_ACCOUNT', { account }, place);
  }
  if (region !== '' && !WILDCARD.test(region) && regions !== undefined && !regions.includes(region)) {
    report('INVALID_ARN_REGION', { region }, place);
  }
  checkForm(inquiry, { value, place }, fields, known);
}

function isAccount(account: string, { templates }: ArnService): boolean {
  return (
    /^\d{12}$/.test(account) || account === 'aws' || templates.some((known) => known.account === account)
  );
}

/** What stands behind the account tells the resource's type, and that whether a Region and an account belong to it. */
function checkForm(
  { report }: Inquiry,
  { place }: TextView,
  fields: readonly string[],
  { name: service, templates }: ArnService,
): void {
  const [, , , region = '', account = ''] = fields;
  const resource = fields.slice(5).join(':');
  const fitting = templates.filter((template) => globsOverlap(resource, template.resource));
  if (fitting.length === 0) {
    if (templates.length > 0) report('INVALID_ARN_RESOURCE', {}, place);
    return;
  }
  const every = (test: (template: ArnTemplate) => boolean) => fitting.every(test);
  if (region === '' && every((template) => template.region !== '' && !template.mayLackRegion)) {
    report('MISSING_ARN_REGION', { service }, place);
  } else if (region !== '' && region !== '*' && every((template) => template.region === '')) {
    report('ARN_REGION_NOT_ALLOWED', { service }, place);
  }
  if (account !== '' && account !== '*' && every((template) => template.account === '')) {
    report('ARN_ACCOUNT_NOT_ALLOWED', { service }, place);
  }
}
