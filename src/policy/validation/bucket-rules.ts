import type { JsonNode, JsonObject } from '../json/json-node.ts';
import { memberOf } from '../json/json-node.ts';
import { actionProblem } from './action-format.ts';
import { firstFinding, isEmpty, passesLegacyParsing, valueFinding } from './checks.ts';
import type { Finding } from './policy-problem.ts';
import { VERSIONS, type PolicyShape, type StatementShape } from './policy-shape.ts';
import type { ResolvePrincipal } from './principal-format.ts';
import { invalidPrincipal } from './principal-format.ts';

/** What S3 misses in a document, before it looks at anything else. */
export function missingBucketField(root: JsonNode): Finding | undefined {
  if (root.kind !== 'object') return undefined;
  const version = memberOf(root, 'Version');
  if (version !== undefined && !(version.kind === 'string' && VERSIONS.has(version.value))) {
    return { message: 'The policy must contain a valid version string', offset: version.start };
  }
  const statement = memberOf(root, 'Statement');
  if (statement === undefined) return missing('Statement', root);
  const statements = statement.kind === 'array' ? statement.items : [statement];
  if (statements.length === 0) {
    return { message: 'Could not parse the policy: Statement is empty!', offset: statement.start };
  }
  for (const node of statements) {
    if (node.kind === 'object' && memberOf(node, 'Effect') === undefined) return missing('Effect', node);
  }
  return undefined;
}

/**
 * S3's checks of a bucket policy.
 * @param bucket whose policy it is; its resources must be of this bucket
 */
export function bucketFinding(
  { statements }: PolicyShape,
  bucket: string | undefined,
  resolve: ResolvePrincipal | undefined,
  isAction: IsAction | undefined,
): Finding | undefined {
  return (
    firstFinding(statements, hasAllFields) ??
    firstFinding(statements, passesLegacyParsing) ??
    firstFinding(statements, (statement) => namesOnlyValid(statement, resolve)) ??
    firstFinding(statements, ({ actions }) =>
      valueFinding(actions, (action) => bucketActionProblem(action, isAction)),
    ) ??
    firstFinding(statements, ({ resources }) =>
      valueFinding(resources, (resource) => bucketResourceProblem(resource, bucket)),
    ) ??
    firstFinding(statements, everyActionApplies)
  );
}

function hasAllFields({ node, principal, actions, resources }: StatementShape): Finding | undefined {
  if (principal === undefined) return missing('Principal', node);
  if (principal.names.length === 0) return missing('Principal cannot be empty!', node);
  if (isEmpty(actions)) return missing('Action', node);
  return isEmpty(resources) ? missing('Resource', node) : undefined;
}

function namesOnlyValid(
  { principal }: StatementShape,
  resolve: ResolvePrincipal | undefined,
): Finding | undefined {
  const invalid = principal && invalidPrincipal(principal, resolve);
  return invalid && { message: 'Invalid principal in policy', offset: invalid.offset };
}

/** Some actions of S3's are authorised under other prefixes. */
const BUCKET_ACTION = /^(?:s3|s3-object-lambda|s3-outposts|s3express):[A-Za-z*?]+$/i;

/** Whether a service has an action of that name, or some that a pattern matches. */
export type IsAction = (action: string) => boolean;

function bucketActionProblem(action: string, isAction: IsAction | undefined): string | undefined {
  if (action === '*') return undefined;
  const isWellFormed = actionProblem(action) === undefined && BUCKET_ACTION.test(action);
  return isWellFormed && isAction?.(action) !== false ? undefined : 'Policy has invalid action';
}

function bucketResourceProblem(resource: string, bucket: string | undefined): string | undefined {
  const [, path] = /^arn:aws[\w-]*:s3:::(.+)$/s.exec(resource) ?? [];
  const ofBucket =
    path !== undefined &&
    (bucket === undefined || path === bucket || path.startsWith(`${bucket}/`) || path === `${bucket}*`);
  return ofBucket ? undefined : 'Policy has invalid resource';
}

/** Actions whose names say that they are about objects, or about the bucket; of others nothing is said. */
const OF_OBJECTS =
  /^s3:(?:(?:(?!bucket)[a-z])*object(?:(?!bucket)[a-z])*|abortmultipartupload|listmultipartuploadparts)$/i;
const OF_BUCKETS = /^s3:[a-z]*bucket[a-z]*$/i;

/** An action on objects wants a resource that is one, an action on the bucket the bucket; patterns may mean either. */
function everyActionApplies({ actions, resources }: StatementShape): Finding | undefined {
  if (actions?.member.key !== 'Action' || resources?.member.key !== 'Resource') return undefined;
  const paths = resources.values.map(({ value }) => value);
  const hasObjects = paths.some((path) => path.includes('/') || path.endsWith('*'));
  const hasBucket = paths.some((path) => !path.includes('/'));
  return valueFinding(actions, (action) =>
    (OF_OBJECTS.test(action) && !hasObjects) || (OF_BUCKETS.test(action) && !hasBucket)
      ? 'Action does not apply to any resource(s) in statement'
      : undefined,
  );
}

function missing(field: string, node: JsonObject): Finding {
  return { message: `Missing required field ${field}`, offset: node.start };
}
