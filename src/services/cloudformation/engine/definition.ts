import type { ReadTx } from '../../../store/store.ts';
import { checkTemplate } from '../template/check-template.ts';
import { planOf, type Plan } from '../template/plan.ts';
import { readTemplate, type Plain } from '../template/read-template.ts';
import type { Scope } from '../template/scope.ts';
import { stackScope, type ResourceValues } from '../template/stack-scope.ts';
import type { Template } from '../template/template.ts';
import { noSuchAttribute, noVendorKey } from '../template/template-errors.ts';
import type { Definition, ResourceRecord } from './records.ts';

/** A stack as it shall be, ready to be evaluated. */
export interface Defined {
  readonly template: Template;
  readonly scope: Scope;
  readonly plan: Plan;
}

/** Where a stack is. */
export interface Placed {
  readonly id: string;
  readonly name: string;
  readonly account_id: string;
  readonly region: string;
}

/** What of the region a template may ask for. */
export interface Surroundings {
  readonly exports: ReadonlyMap<string, string>;
  /** The zones of the stack's region. */
  readonly zones: readonly string[];
}

/**
 * Puts a definition together with what its resources are.
 *
 * @param processed the template with its transforms carried out
 * @throws AwsError ValidationError
 */
export function define(
  processed: string,
  definition: Definition,
  stack: Placed,
  surroundings: Surroundings,
  resources: ResourceValues,
): Defined {
  const template = checkTemplate(readTemplate(processed));
  const scope = stackScope(
    template,
    {
      place: {
        accountId: stack.account_id,
        region: stack.region,
        stackId: stack.id,
        stackName: stack.name,
        notificationArns: definition.notificationArns,
      },
      parameters: definition.parameters,
      stored: definition.stored,
      exports: surroundings.exports,
      zones: (region) => (region === stack.region ? surroundings.zones : []),
    },
    resources,
  );
  return { template, scope, plan: planOf(template, scope) };
}

function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

/** What `Ref` and `Fn::GetAtt` answer of resources that were made. */
export function madeValues(
  stack: Pick<Placed, 'id' | 'region'>,
  resources: ReadonlyMap<string, ResourceRecord>,
): ResourceValues {
  return {
    ref(logicalId) {
      const record = resources.get(logicalId);
      return record?.ref ?? record?.physicalId;
    },
    attribute(logicalId, attribute) {
      const attributes = resources.get(logicalId)?.attributes ?? {};
      if (!Object.hasOwn(attributes, attribute)) {
        const { type = '', token = '' } = resources.get(logicalId) ?? {};
        throw isCustom(type)
          ? noVendorKey(attribute, `${stack.id}|${logicalId}|${token}`, stack.region)
          : noSuchAttribute(logicalId, attribute);
      }
      return attributes[attribute] as Plain;
    },
  };
}

/** What the stacks of a region export, by name. */
export async function exportsOf(
  tx: ReadTx,
  accountId: string,
  region: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('stack_exports')
    .select(['name', 'value'])
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .execute();
  return new Map(rows.map(({ name, value }) => [name, value]));
}

/** The zones of a region, asked as a caller, where a template has a use for them. */
export async function zonesFor(
  template: string,
  describe: () => Promise<unknown>,
): Promise<readonly string[]> {
  if (!/\bGetAZs\b/.test(template)) return [];
  const { AvailabilityZones = [] } = (await describe()) as {
    readonly AvailabilityZones?: readonly { readonly ZoneName?: string }[];
  };
  return AvailabilityZones.flatMap(({ ZoneName }) => ZoneName ?? []).sort();
}
