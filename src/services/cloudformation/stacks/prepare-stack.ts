import type { OperationContext } from '../../../operation/context.ts';
import type { House } from '../../../operation/house.ts';
import type { Properties } from '../../../operation/resource-type.ts';
import { Actor } from '../engine/acting-caller.ts';
import { define, exportsOf, type Defined, type Placed } from '../engine/definition.ts';
import { withStoredValues } from '../engine/dynamic-references.ts';
import { assertOneExportEach, exportNames } from '../engine/outputs.ts';
import { STACK_TYPE } from '../engine/journal.ts';
import { FutureValues, type Resolve } from '../engine/planned-changes.ts';
import { toResource, type Definition, type ResourceRecord, type StackRecord } from '../engine/records.ts';
import { callService, type CallPlace } from '../engine/service-calls.ts';
import { schemaOf } from '../schemas/resource-schemas.ts';
import { assertCapabilities, assertMayExpand } from '../template/capabilities.ts';
import { checkTemplate } from '../template/check-template.ts';
import { evaluatedProperties } from '../template/plan.ts';
import { parameterValues, type GivenParameter, type ParameterValues } from '../template/parameter-values.ts';
import { SSM_VALUE } from '../template/parameter-declarations.ts';
import { readTemplate } from '../template/read-template.ts';
import { referencesIn } from '../template/references.ts';
import { assertRules } from '../template/stack-scope.ts';
import { hasTransforms, processTemplate } from '../template/process-template.ts';
import type { Template } from '../template/template.ts';
import { noSsmParameter, noSuchAttribute } from '../template/template-errors.ts';
import { assertTypes } from './assert-types.ts';
import { stackTags } from './request-parts.ts';
import { assertResourceTypes } from './resource-types.ts';
import { templateAt, templateOf, type TemplateSource } from './template-source.ts';

/** The parts that requests which make or change a stack share. */
export interface StackRequest extends TemplateSource {
  readonly UsePreviousTemplate?: boolean | undefined;
  readonly Parameters?: readonly GivenParameter[] | undefined;
  readonly Tags?:
    | readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[]
    | undefined;
  readonly Capabilities?: readonly string[] | undefined;
  readonly NotificationARNs?: readonly string[] | undefined;
  readonly RoleARN?: string | undefined;
  readonly ResourceTypes?: readonly string[] | undefined;
}

/** A request's stack, checked as far as it can be before anything is made. */
export interface Prepared {
  /** The template as it was given. */
  readonly body: string;
  readonly definition: Definition;
  readonly defined: Defined;
  /** With which `defined` was made. */
  readonly values: FutureValues;
  /** The stack's resources as they are. */
  readonly records: ReadonlyMap<string, ResourceRecord>;
  /** Resolves dynamic references as who acts for the stack. */
  readonly resolve: Resolve;
}

/**
 * Reads and checks what a request wants a stack to be.
 *
 * @param previous the stack as it is; absent when it is new
 * @param isPreview whether nothing is done yet, so that nobody need have agreed to what transforms make
 * @throws AwsError ValidationError, InsufficientCapabilitiesException
 */
export async function prepareStack(
  input: StackRequest,
  context: OperationContext,
  stack: Placed,
  previous?: StackRecord,
  isPreview = false,
): Promise<Prepared> {
  const { house } = context;
  const body =
    input.UsePreviousTemplate === true && previous !== undefined
      ? previous.template
      : await templateOf(input, context);
  const given = input.Parameters ?? [];
  const place = acting(context, input.RoleARN ?? previous?.data.roleArn);
  const notificationArns = input.NotificationARNs ?? previous?.data.notificationArns ?? [];
  const read = readTemplate(body);
  if (hasTransforms(read) && !isPreview) assertMayExpand(input.Capabilities ?? []);
  const raw = await processTemplate(read, {
    parameters: given,
    previous: previous?.data.parameters,
    place: {
      accountId: stack.account_id,
      region: stack.region,
      stackId: stack.id,
      stackName: stack.name,
      notificationArns,
    },
    include: (location) => templateAt(location, context),
  });
  const template = checkTemplate(raw.template);
  await assertTypes(template.resources, ({ condition }) => condition === undefined, context);
  assertAttributes(template);
  const parameters = parameterValues(template.parameters, given, previous?.data.parameters);
  assertCapabilities(template, input.Capabilities ?? []);
  const definition: Definition = {
    description: template.description,
    parameters,
    noEcho: [...template.parameters].filter(([, { noEcho }]) => noEcho).map(([name]) => name),
    stored: await storedParameters(template, parameters, house, place),
    tags: input.Tags === undefined && previous !== undefined ? previous.data.tags : stackTags(input.Tags),
    capabilities: input.Capabilities ?? [],
    resourceTypes: input.ResourceTypes,
    notificationArns,
    processed: raw.isChanged ? JSON.stringify(raw.template) : undefined,
  };
  const { exports, rows } = await house.store.read(async (tx) => ({
    exports: await exportsOf(tx, stack.account_id, stack.region),
    rows:
      previous === undefined
        ? []
        : await tx
            .selectFrom('stack_resources')
            .selectAll()
            .where('stack_id', '=', previous.id)
            .where('slot', '=', 'now')
            .execute(),
  }));
  const all = rows.map(toResource).filter(({ status }) => !status.startsWith('DELETE_'));
  const records = new Map(all.map((record) => [record.logicalId, record]));
  const values = new FutureValues(records);
  const zones = [`${stack.region}a`, `${stack.region}b`];
  const defined = define(definition.processed ?? body, definition, stack, { exports, zones }, values);
  await assertTypes(defined.plan.resources, () => true, context);
  assertRules(template, defined.scope);
  const known = new Map<string, string>();
  const resolve: Resolve = (properties) => withStoredValues(house, place, properties, known);
  assertOneExportEach(exportNames(defined));
  const prepared = { body, definition, defined, values, records, resolve };
  await assertResourceTypes(input, prepared, previous !== undefined, house.resourceTypes);
  // What names parameters that are not there is refused before anything is made.
  const wanted = [...defined.plan.resources].map(([id, resource]) => [
    id,
    evaluatedProperties(resource, defined.scope),
  ]);
  await resolve(Object.fromEntries(wanted) as Properties);
  return prepared;
}

/** Types must have the attributes that are asked for. */
function assertAttributes({ resources, outputs }: Template): void {
  const values = [
    ...[...resources.values()].map(({ properties }) => properties),
    ...[...outputs.values()].map(({ value }) => value),
  ];
  for (const { logicalId, attribute } of values.flatMap((value) => referencesIn(value).attributes)) {
    const type = resources.get(logicalId)?.type ?? '';
    const schema = schemaOf(type);
    if (attribute === undefined || schema === undefined) continue;
    if (type === STACK_TYPE && attribute.startsWith('Outputs.')) continue;
    if (!schema.attributes.includes(attribute)) throw noSuchAttribute(logicalId, attribute);
  }
}

/** Who acts for a stack: its service role, or whoever asks. @returns found when it is first needed */
function acting({ house, caller, accountId, facts }: OperationContext, roleArn: string | undefined) {
  const { region, calledVia } = facts;
  const actor = new Actor(house, caller, roleArn, { accountId, region });
  return async (): Promise<CallPlace> => ({ ...(await actor.now()), region, calledVia });
}

/** What the parameter store holds under the names that parameters give, asked as who acts for the stack. */
async function storedParameters(
  template: Template,
  parameters: ParameterValues,
  house: House,
  place: () => Promise<CallPlace>,
): Promise<ParameterValues> {
  const named = [...template.parameters].filter(([, { type }]) => SSM_VALUE.test(type));
  const stored: [string, string][] = [];
  const missing: string[] = [];
  for (const [name] of named) {
    const key = parameters[name] ?? '';
    if ((await house.services.find('ssm', 'GetParameters')) === undefined) throw noSsmParameter([key]);
    const call = { service: 'ssm', operation: 'GetParameters', input: { Names: [key] } };
    const { Parameters = [] } = (await callService(house, await place(), call)) as {
      readonly Parameters?: readonly { readonly Value?: string }[];
    };
    const value = Parameters[0]?.Value;
    if (value === undefined) missing.push(key);
    else stored.push([name, value]);
  }
  if (missing.length > 0) throw noSsmParameter([...new Set(missing)]);
  return Object.fromEntries(stored);
}
