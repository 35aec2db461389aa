import { plainText } from '../../../kernel/plain-text.ts';
import { assertFunctions } from './check-functions.ts';
import { assertReferences } from './check-references.ts';
import { isFunction } from './function-call.ts';
import { assertNoNulls } from './no-nulls.ts';
import { readParameters } from './parameter-declarations.ts';
import { asObject, type Plain } from './read-template.ts';
import { assertPolicy } from './resource-policies.ts';
import type { Rule, Template, TemplateOutput, TemplateResource } from './template.ts';
import {
  formatError,
  invalidResourceProperty,
  invalidSections,
  mappingShape,
  memberNotObject,
  noResources,
  notAlphanumeric,
  noType,
  outputWithoutValue,
  resourceMalformed,
  sectionNotObject,
  unsupportedVersion,
} from './template-errors.ts';

type PlainObject = { readonly [name: string]: Plain };

const VERSION = '2010-09-09';

const SECTIONS = new Set([
  'AWSTemplateFormatVersion',
  'Conditions',
  'Description',
  'Hooks',
  'Mappings',
  'Metadata',
  'Outputs',
  'Parameters',
  'Resources',
  'Rules',
  'Transform',
]);

const RESOURCE_MEMBERS = new Set([
  'Condition',
  'CreationPolicy',
  'DeletionPolicy',
  'DependsOn',
  'Description',
  'Metadata',
  'Properties',
  'Type',
  'UpdatePolicy',
  'UpdateReplacePolicy',
]);

const ALPHANUMERIC = /^[A-Za-z0-9]+$/;
const MAX_LOGICAL_ID = 255;
const MAX_DESCRIPTION = 1024;
const MAX_RESOURCES = 500;
const MAX_OUTPUTS = 200;

/**
 * Checks a template's form: its sections, what each member holds, and that whatever is referred to is there.
 *
 * @throws AwsError ValidationError in AWS's words
 */
export function checkTemplate(raw: PlainObject): Template {
  const template: Template = {
    ...headOf(raw),
    mappings: mappingsOf(section(raw, 'Mappings')),
    conditions: new Map(Object.entries(section(raw, 'Conditions'))),
    rules: new Map(Object.entries(section(raw, 'Rules')).map(([name, rule]) => [name, ruleOf(name, rule)])),
    resources: resourcesOf(section(raw, 'Resources')),
    outputs: outputsOf(section(raw, 'Outputs')),
  };
  assertFunctions(template);
  assertReferences(template);
  return template;
}

/**
 * What can be told of a template whose transforms are not carried out: all but its loops, and what refers
 * to their members.
 *
 * @throws AwsError ValidationError in AWS's words
 */
export function outlineOf(raw: PlainObject): Template {
  const written = Object.entries(section(raw, 'Resources')).filter(
    ([name, resource]) => !name.startsWith('Fn::') && typeof asObject(resource)?.['Type'] === 'string',
  );
  const head = Object.fromEntries(Object.entries(raw).filter(([name]) => name !== 'Fn::Transform'));
  return {
    ...headOf(head),
    mappings: {},
    conditions: new Map(),
    rules: new Map(),
    resources: new Map(written.map(([name, resource]) => [name, resourceOf(name, resource)])),
    outputs: new Map(),
  };
}

function headOf(raw: PlainObject): Pick<Template, 'description' | 'metadata' | 'transforms' | 'parameters'> {
  assertNoNulls(raw);
  const unknown = Object.keys(raw).filter((name) => !SECTIONS.has(name));
  if (unknown.length > 0) throw invalidSections(unknown);
  const version = raw['AWSTemplateFormatVersion'];
  if (version !== undefined && version !== VERSION) throw unsupportedVersion(plainText(version));
  return {
    description: descriptionOf(raw['Description']),
    metadata: raw['Metadata'],
    transforms: transformsOf(raw),
    parameters: readParameters(section(raw, 'Parameters')),
  };
}

/** The names in `Transform`; an Include with its parameters is one too. */
export function transformsOf(raw: PlainObject): readonly string[] {
  const given = raw['Transform'];
  if (given === undefined || given === null) return [];
  return (Array.isArray(given) ? (given as readonly Plain[]) : [given]).map((one) =>
    typeof one === 'string' ? one : plainText(asObject(one)?.['Name'] ?? ''),
  );
}

function section(raw: PlainObject, name: string): PlainObject {
  const given = raw[name];
  if (given === undefined || given === null) return {};
  const object = asObject(given);
  if (object === undefined) throw sectionNotObject(name);
  return object;
}

function descriptionOf(given: Plain | undefined): string | undefined {
  if (given === undefined || given === null) return undefined;
  if (typeof given !== 'string') throw formatError('Description must be a string.');
  if (given.length > MAX_DESCRIPTION)
    throw formatError(`Description is longer than ${MAX_DESCRIPTION} characters.`);
  return given;
}

function mappingsOf(mappings: PlainObject): PlainObject {
  for (const [name, map] of Object.entries(mappings)) {
    const tops = asObject(map);
    if (tops === undefined) throw memberNotObject('Mappings', name);
    for (const second of Object.values(tops)) {
      const values = asObject(second);
      if (values === undefined) throw mappingShape();
      for (const value of Object.values(values)) {
        if (value === null || asObject(value) !== undefined) throw mappingShape();
      }
    }
  }
  return mappings;
}

function ruleOf(name: string, given: Plain): Rule {
  const rule = asObject(given);
  const assertions = rule?.['Assertions'];
  if (rule === undefined || !Array.isArray(assertions)) throw memberNotObject('Rules', name);
  return {
    condition: rule['RuleCondition'],
    assertions: (assertions as readonly Plain[]).map((one) => {
      const assertion = asObject(one);
      if (assertion === undefined) throw memberNotObject('Rules', name);
      const said = assertion['AssertDescription'];
      return {
        assert: assertion['Assert'] ?? null,
        description: typeof said === 'string' ? said : undefined,
      };
    }),
  };
}

function resourcesOf(resources: PlainObject): ReadonlyMap<string, TemplateResource> {
  const entries = Object.entries(resources);
  if (entries.length === 0) throw noResources();
  if (entries.length > MAX_RESOURCES) {
    throw formatError(
      `Number of resources, ${entries.length}, is greater than maximum allowed, ${MAX_RESOURCES}`,
    );
  }
  return new Map(entries.map(([name, given]) => [name, resourceOf(name, given)]));
}

function resourceOf(name: string, given: Plain): TemplateResource {
  const resource = asObject(given);
  if (resource === undefined) throw resourceMalformed(name);
  if (!ALPHANUMERIC.test(name) || name.length > MAX_LOGICAL_ID) throw notAlphanumeric('Resource', name);
  const unknown = Object.keys(resource).find((member) => !RESOURCE_MEMBERS.has(member));
  if (unknown !== undefined) throw invalidResourceProperty(unknown);
  const type = resource['Type'];
  if (typeof type !== 'string' || type === '') throw noType('Resources', name);
  const properties = resource['Properties'] ?? {};
  if (asObject(properties) === undefined) {
    throw formatError(`[/Resources/${name}/Properties] Properties must be an object.`);
  }
  const condition = resource['Condition'];
  return {
    type,
    properties,
    condition: typeof condition === 'string' ? condition : undefined,
    metadata: resource['Metadata'],
    dependsOn: dependsOn(resource['DependsOn']),
    deletionPolicy: policyOf('DeletionPolicy', name, type, resource['DeletionPolicy']),
    updateReplacePolicy: policyOf('UpdateReplacePolicy', name, type, resource['UpdateReplacePolicy']),
    creationPolicy: resource['CreationPolicy'],
    updatePolicy: resource['UpdatePolicy'],
  };
}

function dependsOn(given: Plain | undefined): readonly string[] {
  if (given === undefined || given === null) return [];
  const ids = Array.isArray(given) ? (given as readonly Plain[]) : [given];
  if (!ids.every((id) => typeof id === 'string')) {
    throw formatError('DependsOn must be a string or list of strings.');
  }
  return [...new Set(ids)];
}

/** A function is evaluated when it is known what it stands for. */
function policyOf(
  attribute: 'DeletionPolicy' | 'UpdateReplacePolicy',
  logicalId: string,
  type: string,
  given: Plain | undefined,
): Plain | undefined {
  if (given === undefined || isFunction(given) !== undefined) return given;
  return assertPolicy(attribute, logicalId, type, given);
}

function outputsOf(outputs: PlainObject): ReadonlyMap<string, TemplateOutput> {
  const entries = Object.entries(outputs);
  if (entries.length > MAX_OUTPUTS) {
    throw formatError(
      `Number of outputs, ${entries.length}, is greater than maximum allowed, ${MAX_OUTPUTS}`,
    );
  }
  return new Map(entries.map(([name, given]) => [name, outputOf(name, given)]));
}

function outputOf(name: string, given: Plain): TemplateOutput {
  if (!ALPHANUMERIC.test(name)) throw notAlphanumeric('Output', name);
  const output = asObject(given);
  if (output === undefined) throw memberNotObject('Outputs', name);
  const value = output['Value'];
  if (value === undefined || value === null) throw outputWithoutValue(name);
  const { Description: description, Condition: condition } = output;
  return {
    value,
    description: typeof description === 'string' ? description : undefined,
    condition: typeof condition === 'string' ? condition : undefined,
    exportName: asObject(output['Export'])?.['Name'],
  };
}
