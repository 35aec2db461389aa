import { plainText } from '../../kernel/plain-text.ts';
import { attributeArgument } from '../../services/cloudformation/template/references.ts';
import { isFunction } from '../../services/cloudformation/template/function-call.ts';
import { asObject, type Plain } from '../../services/cloudformation/template/read-template.ts';
import { subParts } from '../../services/cloudformation/template/sub.ts';
import type { Spot } from '../spot.ts';

type Steps = readonly (string | number)[];

/**
 * Where a template has what one of CloudFormation's sentences is about: the path that it gives, or the
 * first place at which one of its names is referred to, is a member's name or a value.
 */
export function spotOfName(says: string, raw: Plain): Spot {
  const [, path] =
    /\[?\/((?:Resources|Parameters|Outputs|Mappings|Rules|Conditions)[\w/:-]*)[\])]/.exec(says) ?? [];
  if (path !== undefined) {
    const steps = path.split('/');
    // Of nulls CloudFormation says `Type` where it means the properties.
    if (steps[2] === 'Type' && steps.length > 3) steps[2] = 'Properties';
    return keyAt(steps);
  }
  const [, type] = /resource type (\S+) does not support deletion policy/.exec(says) ?? [];
  if (type !== undefined) return spotOfSnapshots(type, raw);
  const names = namesIn(says);
  for (const look of [isReference, isKey, isValue]) {
    for (const [steps, value] of placesIn(raw, [])) {
      const found = names.find((name) => look(name, steps, value));
      if (found !== undefined) return look === isKey ? keyAt(steps) : { steps };
    }
  }
  return { steps: [] };
}

function keyAt(steps: Steps): Spot {
  return { steps, isKey: true };
}

/** The first of the resources of a type that want snapshots. */
function spotOfSnapshots(type: string, raw: Plain): Spot {
  const resources = asObject(asObject(raw)?.['Resources']) ?? {};
  const found = Object.entries(resources).find(([, given]) => {
    const resource = asObject(given);
    return resource?.['Type'] === type && resource['DeletionPolicy'] === 'Snapshot';
  });
  return { resource: found?.[0], steps: ['DeletionPolicy'] };
}

/** The names in a sentence: between brackets and quotes, and the words at its end. */
function namesIn(sentence: string): readonly string[] {
  const [says = ''] = sentence.split(' Supported functions are: ');
  const [, index] = /nonexistent value at index (-?\d+)/.exec(says) ?? [];
  if (index !== undefined) return [`Fn::Select ${index}`];
  const bracketed = [...says.matchAll(/\[([^\]]+)\]/g)].flatMap(([, list = '']) => list.split(', '));
  const quoted = [...says.matchAll(/'([^']+)'/g)].map(([, name = '']) => name);
  const words = says.split(/\s+/).filter((word) => /[A-Z]|::|\./.test(word.slice(1)) || says === word);
  const named = /(?:resource|dependency|name|function:|for resource) ([\w:.-]+)/.exec(says)?.[1];
  return [...bracketed, ...quoted, ...(named === undefined ? [] : [named]), ...words];
}

/** Every place of a value, in the order of the text. */
function* placesIn(value: Plain, steps: Steps): Generator<readonly [Steps, Plain]> {
  yield [steps, value];
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [at, item] of (value as readonly Plain[]).entries()) yield* placesIn(item, [...steps, at]);
    return;
  }
  for (const [name, member] of Object.entries(value as Readonly<Record<string, Plain>>)) {
    yield* placesIn(member, [...steps, name]);
  }
}

function isReference(name: string, steps: Steps, value: Plain): boolean {
  const call = isFunction(value);
  if (call === undefined) return value === name && isReferring(steps);
  const { name: called, argument } = call;
  if (called === name) return true;
  if (called === 'Ref' || called === 'Condition') return argument === name;
  if (called === 'Fn::GetAtt') {
    const [logicalId, attribute] = attributeArgument(argument);
    return logicalId === name || `${plainText(logicalId ?? '')}.${plainText(attribute ?? '')}` === name;
  }
  const [first, second] = Array.isArray(argument) ? (argument as readonly Plain[]) : [argument];
  if (called === 'Fn::Select' && Array.isArray(second)) return `${called} ${plainText(first ?? '')}` === name;
  if (called === 'Fn::FindInMap' && Array.isArray(argument) && name.includes('::')) {
    return argument.map((part) => plainText(part as Plain)).join('::') === name;
  }
  if (called === 'Fn::If' || called === 'Fn::FindInMap') return first === name;
  if (called !== 'Fn::Sub' || typeof first !== 'string') return false;
  return subParts(first).some(
    (part) => part.kind === 'name' && (part.name === name || part.name.split('.')[0] === name),
  );
}

/** DependsOn and Condition name without a function. */
function isReferring(steps: Steps): boolean {
  return steps.slice(2, 4).some((step) => step === 'DependsOn' || step === 'Condition');
}

function isKey(name: string, steps: Steps): boolean {
  return steps.at(-1) === name;
}

function isValue(name: string, _steps: Steps, value: Plain): boolean {
  return value === name;
}
