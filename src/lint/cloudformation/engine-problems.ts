import { AwsError } from '../../kernel/aws-error.ts';
import { propertyProblem } from '../../services/cloudformation/schemas/property-problems.ts';
import { schemaOf } from '../../services/cloudformation/schemas/resource-schemas.ts';
import { awsTypeNames } from '../../services/cloudformation/schemas/type-names.ts';
import { checkTemplate } from '../../services/cloudformation/template/check-template.ts';
import { inOrder } from '../../services/cloudformation/template/graph.ts';
import { asObject, type Plain } from '../../services/cloudformation/template/read-template.ts';
import { referencesIn } from '../../services/cloudformation/template/references.ts';
import type { Template } from '../../services/cloudformation/template/template.ts';
import {
  circularDependency,
  noSuchAttribute,
  typesNotBuilt,
  unrecognizedTypes,
} from '../../services/cloudformation/template/template-errors.ts';
import { nearest } from '../../policy/findings/nearest.ts';
import type { LintedResource } from '../read-world.ts';
import { inside, keyOf, type Spot } from '../spot.ts';
import { plainOf, type Value } from '../value.ts';
import type { EngineProblem } from '../world.ts';
import { mendOf } from './mends.ts';
import { spotOfName } from './spot-of-name.ts';
import { valueProblems } from './value-problems.ts';

type Raw = Readonly<Record<string, Plain>>;

/** A template as the engine reads it, or what it says instead. */
export function checked(raw: Raw): {
  readonly template?: Template;
  readonly problems: readonly EngineProblem[];
} {
  try {
    return { template: checkTemplate(raw), problems: [] };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { problems: [problemOf(error.message, raw)] };
  }
}

/** An error's sentence with its place: what it names is looked for in the template. */
export function problemOf(says: string, raw: Raw, level: EngineProblem['level'] = 'error'): EngineProblem {
  const [, line, column] = /\(line (\d+), column (\d+)\)/.exec(says) ?? [];
  const position =
    line === undefined || column === undefined ? undefined : { line: Number(line), column: Number(column) };
  return { says, mend: mendOf(says), spot: spotOfName(says, raw), position, level };
}

/** What is wrong with the resources of a template by their types' schemas, each in the engine's words. */
export function* resourceProblems(raw: Raw, resources: readonly LintedResource[]): Generator<EngineProblem> {
  for (const resource of resources) {
    yield* typeProblem(resource, asObject(asObject(raw['Resources'])?.[resource.id])?.['Condition']);
    yield* propertyProblems(resource);
  }
  yield* valueProblems(resources, raw['Outputs']);
  yield* attributeProblems(raw, resources);
  yield* cycleProblems(raw, resources);
}

function* typeProblem({ id, type }: LintedResource, condition: Plain | undefined): Generator<EngineProblem> {
  if (isBuilt(type)) return;
  const spot: Spot = { resource: id, steps: ['Type'] };
  const isKnown = awsTypeNames().has(type);
  const says = (isKnown ? typesNotBuilt([type]) : unrecognizedTypes([type])).message;
  if (isKnown || !type.startsWith('AWS::')) {
    const mend = 'deploy it on AWS: it is not built here, and its properties were not looked at';
    // Of what may never be made the engine says nothing until it is.
    yield { says, mend, spot, level: condition === undefined ? 'warning' : 'note' };
    return;
  }
  const meant = nearest(type, new Map([...awsTypeNames()].map((name) => [name, name])), { left: EFFORT });
  const mend = meant === undefined ? 'write a type that AWS has' : `write \`${meant}\``;
  yield { says, mend, spot, level: 'error' };
}

/** Enough to compare a name with all that AWS has. */
const EFFORT = 10_000;

/** Types that are built without a schema of AWS's to hold them to: CDK's own, and custom resources. */
const WITHOUT_SCHEMA = new Set(['AWS::CDK::Metadata', 'AWS::CloudFormation::CustomResource']);

function isBuilt(type: string): boolean {
  return schemaOf(type) !== undefined || WITHOUT_SCHEMA.has(type) || type.startsWith('Custom::');
}

/** A line of the schemas' words: where, and what. */
const PLACED = /^#(\S*): (.*)$/;

function* propertyProblems({ id, type, properties }: LintedResource): Generator<EngineProblem> {
  const problem = propertyProblem(type, id, plainOf(properties) as Readonly<Record<string, unknown>>);
  const [head, ...lines] = problem?.split('\n') ?? [];
  for (const line of lines) {
    const [, place = '', what = ''] = PLACED.exec(line) ?? [];
    if (/\d+ schema violations found/.test(what)) continue;
    const steps = place.split('/').slice(1);
    const spot = spotWithin(properties, steps);
    if (spot === undefined) continue;
    const [, extraneous] = /extraneous key \[(.*)\] is not permitted/.exec(what) ?? [];
    const own = steps.length === 0 ? keyOf({ resource: id, steps: [] }) : spot;
    const at = extraneous === undefined ? own : keyOf(inside(spot, extraneous));
    yield { says: `${head} ${line}`, mend: mendOf(what, type), spot: at, level: 'error' };
  }
}

/** The place of a part; `undefined` where the part is made up and so says nothing of the template. */
function spotWithin(value: Value, steps: readonly string[]): Spot | undefined {
  let at = value;
  for (const step of steps) {
    if (at.kind === 'choice') at = at.options[0] ?? at;
    const next =
      at.kind === 'object' ? at.members.get(step) : at.kind === 'list' ? at.items[Number(step)] : undefined;
    if (next === undefined) return at.kind === 'unknown' ? undefined : at.spot;
    at = next;
  }
  if (at.kind === 'choice') at = at.options[0] ?? at;
  return at.kind === 'unknown' || at.isMadeUp === 'none' ? undefined : at.spot;
}

function* attributeProblems(raw: Raw, resources: readonly LintedResource[]): Generator<EngineProblem> {
  const types = new Map(resources.map(({ id, type }) => [id, type]));
  const asked = [raw['Resources'] ?? null, raw['Outputs'] ?? null].flatMap(
    (value) => referencesIn(value).attributes,
  );
  const seen = new Set<string>();
  for (const { logicalId, attribute } of asked) {
    const type = types.get(logicalId);
    const schema = type === undefined ? undefined : schemaOf(type);
    if (attribute === undefined || schema === undefined || schema.attributes.includes(attribute)) continue;
    if (type === 'AWS::CloudFormation::Stack' && attribute.startsWith('Outputs.')) continue;
    const { message } = noSuchAttribute(logicalId, attribute);
    if (seen.has(message)) continue;
    seen.add(message);
    const known = schema.attributes.length === 0 ? 'it has none' : `it has ${schema.attributes.join(', ')}`;
    const spot = spotOfName(`${logicalId}.${attribute}`, raw);
    yield { says: message, mend: `ask for another attribute of ${type}: ${known}`, spot, level: 'error' };
  }
}

function* cycleProblems(raw: Raw, resources: readonly LintedResource[]): Generator<EngineProblem> {
  const all = asObject(raw['Resources']) ?? {};
  // A cycle by one branch of a condition alone may never come about.
  const ways = [0, 1].map((branch) => {
    const waits = new Map(resources.map(({ id }) => [id, waitsOf(all[id] ?? null, branch === 0)] as const));
    return inOrder(waits).cycle;
  });
  const [one = [], other = []] = ways;
  if (one.length === 0 || other.length === 0) return;
  yield {
    says: circularDependency(one).message,
    mend: mendOf('Circular dependency'),
    spot: keyOf({ resource: one[0], steps: [] }),
    level: 'error',
  };
}

function waitsOf(resource: Plain, taken: boolean): readonly string[] {
  const { Properties: properties = null, DependsOn: dependsOn = [] } = asObject(resource) ?? {};
  const { refs, attributes } = referencesIn(properties, () => taken);
  return [
    ...refs,
    ...attributes.map(({ logicalId }) => logicalId),
    ...[dependsOn].flat().filter((id): id is string => typeof id === 'string'),
  ];
}
