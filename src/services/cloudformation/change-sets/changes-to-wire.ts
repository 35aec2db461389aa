import { plainText } from '../../../kernel/plain-text.ts';
import type {
  ResourceAttribute,
  ResourceChange,
  ResourceChangeDetail,
} from '../../../model/generated/cloudformation.ts';
import type { PlannedChange } from '../engine/planned-changes.ts';
import { KNOWN_AFTER_APPLY } from '../template/scope.ts';
import type { Properties } from '../../../operation/resource-type.ts';

/** A planned change as a change set tells it, with all values. */
export function changeToWire(change: PlannedChange): ResourceChange {
  const { action, logicalId, physicalId, type, replacement, before, after, properties, others } = change;
  const scope: ResourceAttribute[] = [...(properties.length > 0 ? (['Properties'] as const) : []), ...others];
  return {
    ...(action === 'Add' ? {} : { PolicyAction: policyAction(change) }),
    Action: action,
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    Replacement: replacement,
    Scope: scope,
    Details: [
      ...properties.map(({ name, replaces }) => propertyDetail(name, replaces, before, after)),
      ...others.map((Attribute): ResourceChangeDetail => ({
        Target: { Attribute, RequiresRecreation: 'Never' },
        Evaluation: 'Static',
        ChangeSource: 'DirectModification',
      })),
    ],
    BeforeContext: before === undefined ? undefined : JSON.stringify({ Properties: before }),
    AfterContext: after === undefined ? undefined : JSON.stringify({ Properties: after }),
  };
}

/** The same without the values, as it is told unless they are asked for. */
export function withoutValues(change: ResourceChange): ResourceChange {
  const { BeforeContext: _before, AfterContext: _after, Details = [], ...rest } = change;
  return {
    ...rest,
    Details: Details.map(({ Target = {}, ...detail }) => {
      const { Attribute, Name, RequiresRecreation } = Target;
      return { Target: { Attribute, Name, RequiresRecreation }, ...detail };
    }),
  };
}

function policyAction({ action, replacement, properties }: PlannedChange) {
  if (action === 'Remove') return 'Delete' as const;
  if (replacement === 'True' && properties.length > 0) return 'ReplaceAndDelete' as const;
  return undefined;
}

function propertyDetail(
  Name: string,
  RequiresRecreation: 'Always' | 'Conditionally' | 'Never',
  before: Properties | undefined,
  after: Properties | undefined,
): ResourceChangeDetail {
  const was = textOf(before?.[Name]);
  const becomes = textOf(after?.[Name]);
  const isDynamic = becomes?.includes(KNOWN_AFTER_APPLY) === true;
  return {
    Target: {
      Attribute: 'Properties',
      Name,
      RequiresRecreation,
      Path: `/Properties/${Name}`,
      BeforeValue: was,
      AfterValue: becomes,
      AttributeChangeType: was === undefined ? 'Add' : becomes === undefined ? 'Remove' : 'Modify',
    },
    Evaluation: isDynamic ? 'Dynamic' : 'Static',
    ChangeSource: isDynamic ? 'ResourceReference' : 'DirectModification',
  };
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return plainText(value);
}
