import path from 'node:path';
import { withoutIndexes } from '../addresses.ts';
import { UnreadableError, type Linted } from '../linted.ts';
import { readWorld, type LintedResource } from '../read-world.ts';
import type { Spot } from '../spot.ts';
import { member, textOf } from '../value.ts';
import { ConfigurationLines } from './find-lines.ts';
import { configuredIn, type Configured } from './configuration.ts';
import { objectOf, objectsOf, type Json } from './json.ts';
import { PLAN_TYPES } from './plan-types.ts';
import { plannedValue } from './planned-value.ts';

/** Whether JSON is something that Terraform shows. */
export function isTerraform(json: unknown): boolean {
  const object = objectOf(json);
  return object !== undefined && 'format_version' in object && !('Resources' in object);
}

/**
 * Reads what `terraform show -json PLAN` prints.
 *
 * @param folder where the configuration may lie
 * @throws UnreadableError for a state, or a plan without values
 */
export function readPlanWorld(json: unknown, folder: string): Linted {
  const plan = objectOf(json) ?? {};
  const values = objectOf(objectOf(plan['planned_values'])?.['root_module']);
  if (values === undefined) {
    throw new UnreadableError(
      'this is no plan of Terraform’s: write one with `terraform plan -out FILE`, then `terraform show -json FILE`',
    );
  }
  const root = objectOf(objectOf(plan['configuration'])?.['root_module']) ?? {};
  const configured = configuredIn(root, '');
  const changes = new Map(
    objectsOf(plan['resource_changes']).map((change) => [
      String(change['address']),
      objectOf(change['change']),
    ]),
  );
  const resources = resourcesIn(values)
    .filter(({ mode }) => mode === 'managed')
    .map((resource) => resourceOf(resource, configured, changes.get(String(resource['address']))));
  const lines = new ConfigurationLines(
    new Map([...configured.modules].map(([address, source]) => [address, path.join(folder, source)])),
  );
  const unknown = readWorld(resources, PLAN_TYPES);
  const later = unknown.documents.filter(({ value }) => value.kind === 'unknown');
  return {
    world: { form: 'terraform', ...unknown, problems: [], capabilities: [] },
    locate: (spot) => lines.locate(spot),
    notLookedAt: [
      ...(plan['errored'] === true ? ['what comes after the errors with which the plan ended'] : []),
      ...later.map(({ id, property }) => `\`${property}\` of ${id}, which is known after the apply alone`),
    ],
  };
}

/** The resources of a module and of those that it calls. */
function resourcesIn(module: Json): readonly Json[] {
  return [
    ...objectsOf(module['resources']),
    ...objectsOf(module['child_modules']).flatMap((child) => resourcesIn(child)),
  ];
}

function resourceOf(resource: Json, configured: Configured, change: Json | undefined): LintedResource {
  const id = String(resource['address']);
  const spot: Spot = { resource: id, steps: [] };
  const properties = plannedValue(
    {
      known: resource['values'],
      unknown: change?.['after_unknown'],
      expression: configured.expressions.get(withoutIndexes(id)),
      module: moduleOf(id),
    },
    spot,
  );
  const name = textOf(member(properties, 'name'));
  return {
    ...{ id, type: String(resource['type']), spot, properties },
    name: name ?? `name-of-${id}`,
    isNameMade: name === undefined,
  };
}

function moduleOf(address: string): string {
  return withoutIndexes(address).split('.').slice(0, -2).join('.');
}
