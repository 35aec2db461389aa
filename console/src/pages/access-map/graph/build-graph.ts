import { paths } from '../../../parts/paths.ts';
import { trustedEntities } from '../../../parts/trust.ts';
import { addFunctions, addInstances, addProfiles } from './add-compute.ts';
import { addBoundaries, addIdentities } from './add-identities.ts';
import { addPrincipal } from './add-trust.ts';
import { GraphBuilder } from './graph-builder.ts';
import type { MapGraph } from './map-graph.ts';
import type { MapSources } from './map-sources.ts';

/** Draws what AWS answered together into one picture, and remarks what is wrong in it. */
export function buildGraph(sources: MapSources): MapGraph {
  const builder = new GraphBuilder();
  const { accountId, identities, functions = [] } = sources;
  if (identities !== undefined) {
    addIdentities(builder, identities, accountId);
    addBoundaries(builder, identities);
  }
  // Who may not list profiles still sees those that hold a role: the role tells of them.
  const held = () => identities?.roles.flatMap(({ InstanceProfileList }) => InstanceProfileList ?? []) ?? [];
  addProfiles(builder, sources.profiles ?? held(), accountId);
  addInstances(builder, sources);
  addFunctions(builder, functions, sources);
  addBuckets(builder, sources);
  return builder.build();
}

function addBuckets(builder: GraphBuilder, { accountId, buckets = [], bucketPolicies }: MapSources): void {
  for (const name of buckets) {
    const arn = `arn:aws:s3:::${name}`;
    builder.add({ id: arn, kind: 'bucket', name, arn, to: paths.bucket(name) });
    for (const entity of trustedEntities(bucketPolicies?.get(name)))
      builder.connect(addPrincipal(builder, entity, accountId), arn, 'bucket-policy');
  }
}
