import { evaluate } from './evaluate.ts';
import type { Plain } from './read-template.ts';
import type { Scope } from './scope.ts';
import type { ResourcePolicy, TemplateResource } from './template.ts';
import { invalidDeletionPolicy, noSnapshots } from './template-errors.ts';

type Attribute = 'DeletionPolicy' | 'UpdateReplacePolicy';

const POLICIES: ReadonlySet<Plain> = new Set(['Delete', 'Retain', 'Snapshot', 'RetainExceptOnCreate']);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html */
const WITH_SNAPSHOTS: ReadonlySet<string> = new Set([
  'AWS::DocDB::DBCluster',
  'AWS::EC2::Volume',
  'AWS::ElastiCache::CacheCluster',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::Neptune::DBCluster',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::Redshift::Cluster',
]);

/** What becomes of a resource that is removed or replaced. */
interface ResourcePolicies {
  readonly deletionPolicy?: ResourcePolicy | undefined;
  readonly updateReplacePolicy?: ResourcePolicy | undefined;
}

/** A resource whose policies' functions are evaluated. */
export type PlannedResource = Omit<TemplateResource, keyof ResourcePolicies> & ResourcePolicies;

/**
 * A resource with its policies as plain words. AWS takes functions there without any transform.
 *
 * @throws AwsError ValidationError for a word that is no policy, or snapshots of what has none
 */
export function withPolicies(logicalId: string, resource: TemplateResource, scope: Scope): PlannedResource {
  const { deletionPolicy, updateReplacePolicy } = resource;
  const evaluated = (attribute: Attribute, given: Plain | undefined) =>
    assertPolicy(attribute, logicalId, resource.type, given === undefined ? given : evaluate(given, scope));
  return {
    ...resource,
    deletionPolicy: evaluated('DeletionPolicy', deletionPolicy),
    updateReplacePolicy: evaluated('UpdateReplacePolicy', updateReplacePolicy),
  };
}

/** Holds a policy that is written out, or evaluated, to those that there are. @throws AwsError ValidationError */
export function assertPolicy(
  attribute: Attribute,
  logicalId: string,
  type: string,
  given: Plain | undefined,
): ResourcePolicy | undefined {
  if (given === undefined) return undefined;
  if (!POLICIES.has(given)) throw invalidDeletionPolicy(attribute, given, logicalId);
  if (given === 'Snapshot' && !WITH_SNAPSHOTS.has(type)) throw noSnapshots(type, attribute);
  return given as ResourcePolicy;
}
