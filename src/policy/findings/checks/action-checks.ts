import { compileGlob } from '../../glob.ts';
import { globContains, type Effort } from '../glob-containment.ts';
import { isBucketPolicy, isTrustPolicy, shownResourceType, type Inquiry } from '../inquiry.ts';
import { nearest } from '../nearest.ts';
import type { StatementView, TextView } from '../policy-view.ts';
import type { ReferenceService } from '../reference.ts';

/** Each action names a service and an action that there are, and one that the policy can be about. */
export function checkActions(inquiry: Inquiry, { action }: StatementView): void {
  if (action === undefined) return;
  for (const value of action.values) {
    if (checkExists(inquiry, value)) checkSupported(inquiry, value);
  }
  checkRedundantActions(inquiry, action.values);
}

/** @returns whether the action is known, or a pattern of which some are */
function checkExists({ reference, report, effort }: Inquiry, { value, place }: TextView): boolean {
  if (/^\*+$/.test(value) || value === '*:*') return true;
  if (value.includes('${')) return false;
  const colon = value.indexOf(':');
  if (colon < 0) {
    report('INVALID_ACTION', { action: value, suggestion: '' }, place);
    return false;
  }
  const written = value.slice(0, colon);
  const service = reference.services.get(written.toLowerCase());
  if (service === undefined) {
    const near = nearest(written.toLowerCase(), reference.services, effort);
    const suggestion = near === undefined ? '' : ` Did you mean ${near}?`;
    report('INVALID_SERVICE_IN_ACTION', { service: written, suggestion }, place);
    return false;
  }
  const name = value.slice(colon + 1).toLowerCase();
  if (matchesSome(service, name)) return true;
  const near = /[*?]/.test(name) ? undefined : nearest(name, service.actions, effort);
  const meant = near && service.actions.get(near)?.name;
  const suggestion = meant === undefined ? '' : ` Did you mean ${service.prefix}:${meant}?`;
  report('INVALID_ACTION', { action: value, suggestion }, place);
  return false;
}

function matchesSome({ actions }: ReferenceService, name: string): boolean {
  if (!/[*?]/.test(name)) return actions.has(name);
  const matches = compileGlob(name);
  for (const action of actions.keys()) if (matches(action)) return true;
  return false;
}

/** What a role's trust policy may allow. */
const TRUST_ACTIONS = [
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:setcontext',
  'sts:setsourceidentity',
  'sts:tagsession',
];

function checkSupported(inquiry: Inquiry, { value, place }: TextView): void {
  const pattern = value.toLowerCase();
  if (pattern === '*' || pattern === '*:*') return;
  const supported =
    (!isTrustPolicy(inquiry) || TRUST_ACTIONS.some(compileGlob(pattern))) &&
    (!isBucketPolicy(inquiry) || isForBuckets(inquiry, pattern));
  if (supported) return;
  inquiry.report(
    'UNSUPPORTED_ACTION_IN_POLICY',
    { action: value, resourceType: shownResourceType(inquiry) },
    place,
  );
}

/** A bucket's policy speaks of the bucket and of the objects in it. */
function isForBuckets({ reference }: Inquiry, pattern: string): boolean {
  const [service, name = ''] = pattern.split(':');
  if (service !== 's3') return false;
  const matches = compileGlob(name);
  for (const [action, { resourceTypes }] of reference.services.get('s3')?.actions ?? []) {
    const speaksOf = resourceTypes.some((type) => type.name === 'bucket' || type.name === 'object');
    if (speaksOf && matches(action)) return true;
  }
  return false;
}

/** Patterns that another one of the same list contains. */
function checkRedundantActions({ report, effort }: Inquiry, values: readonly TextView[]): void {
  const redundant = redundantOf(values, (value) => value.toLowerCase(), globContains, effort);
  const [first] = redundant;
  if (first === undefined) return;
  const places = redundant.map(({ place }) => place);
  report('REDUNDANT_ACTION', { count: redundant.length, action: first.value }, ...places);
}

/**
 * The values that say nothing beside the others. Only patterns can contain others, so that a list
 * without wildcards costs no more than its length.
 */
export function redundantOf(
  values: readonly TextView[],
  normal: (value: string) => string,
  contains: (outer: string, inner: string, effort: Effort) => boolean,
  effort: Effort,
): TextView[] {
  const seen = new Set<string>();
  const patterns = [...new Set(values.map(({ value }) => normal(value)).filter((text) => /[*?]/.test(text)))];
  return values.filter(({ value }) => {
    const text = normal(value);
    if (seen.size === seen.add(text).size) return true;
    return patterns.some((pattern) => {
      effort.left -= COMPARISON;
      if (pattern === text || effort.left < 0 || !contains(pattern, text, effort)) return false;
      // Of two that say the same, one stays.
      return !contains(text, pattern, effort) || pattern < text;
    });
  });
}

/** What one comparison costs, however soon it ends. */
const COMPARISON = 20;
