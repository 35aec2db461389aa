import { asObject, type Plain } from './read-template.ts';
import type { ParameterDeclaration } from './template.ts';
import {
  formatError,
  invalidParameterProperty,
  memberNotObject,
  notAlphanumeric,
  noType,
  unrecognizedParameterType,
} from './template-errors.ts';

const MEMBERS = new Set([
  'AllowedPattern',
  'AllowedValues',
  'ConstraintDescription',
  'Default',
  'Description',
  'MaxLength',
  'MaxValue',
  'MinLength',
  'MinValue',
  'NoEcho',
  'Type',
]);

const MAX_PARAMETERS = 200;

/** AWS's own types whose values must exist, and what exists is asked of EC2. */
const EC2_TYPES = [
  'AvailabilityZone::Name',
  'Image::Id',
  'Instance::Id',
  'KeyPair::KeyName',
  'SecurityGroup::GroupName',
  'SecurityGroup::Id',
  'Subnet::Id',
  'VPC::Id',
  'Volume::Id',
].map((name) => `AWS::EC2::${name}`);

const VALUE_TYPES = new Set([
  ...['String', 'Number', 'CommaDelimitedList', 'List<Number>', 'List<String>'],
  ...EC2_TYPES,
  ...EC2_TYPES.map((name) => `List<${name}>`),
  'AWS::Route53::HostedZone::Id',
  'List<AWS::Route53::HostedZone::Id>',
]);

/** `AWS::SSM::Parameter::Value<T>`: the value is read of the parameter store under the name that was given. */
export const SSM_VALUE = /^AWS::SSM::Parameter::Value<(.+)>$/;

/** Reads the section `Parameters`. @throws AwsError ValidationError */
export function readParameters(section: {
  readonly [name: string]: Plain;
}): ReadonlyMap<string, ParameterDeclaration> {
  const entries = Object.entries(section);
  if (entries.length > MAX_PARAMETERS) {
    throw formatError(
      `Number of parameters, ${entries.length}, is greater than maximum allowed, ${MAX_PARAMETERS}`,
    );
  }
  return new Map(entries.map(([name, given]) => [name, declarationOf(name, given)]));
}

function declarationOf(name: string, given: Plain): ParameterDeclaration {
  if (!/^[A-Za-z0-9]+$/.test(name)) throw notAlphanumeric('Parameter', name);
  const parameter = asObject(given);
  if (parameter === undefined) throw memberNotObject('Parameters', name);
  const unknown = Object.keys(parameter).find((member) => !MEMBERS.has(member));
  if (unknown !== undefined) throw invalidParameterProperty(unknown);
  const type = parameter['Type'];
  if (typeof type !== 'string' || type === '') throw noType('Parameters', name);
  const inner = SSM_VALUE.exec(type)?.[1];
  if (!VALUE_TYPES.has(inner ?? type) && type !== 'AWS::SSM::Parameter::Name')
    throw unrecognizedParameterType(type);
  const text = (member: string) => scalarText(name, member, parameter[member]);
  const number = (member: string) => {
    const given = text(member);
    if (given === undefined) return undefined;
    if (given.trim() === '' || !Number.isFinite(Number(given))) throw invalidMember(name, member, 'a number');
    return Number(given);
  };
  const allowed = parameter['AllowedValues'];
  if (allowed !== undefined && !Array.isArray(allowed)) throw invalidMember(name, 'AllowedValues', 'a list');
  return {
    type,
    default: text('Default'),
    description: text('Description'),
    noEcho: text('NoEcho') === 'true',
    allowedValues: (allowed as readonly Plain[] | undefined)?.map(
      (value) => scalarText(name, 'AllowedValues', value) ?? '',
    ),
    allowedPattern: text('AllowedPattern'),
    minLength: number('MinLength'),
    maxLength: number('MaxLength'),
    minValue: number('MinValue'),
    maxValue: number('MaxValue'),
    constraintDescription: text('ConstraintDescription'),
  };
}

function scalarText(name: string, member: string, value: Plain | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') throw invalidMember(name, member, 'a string');
  return String(value);
}

function invalidMember(name: string, member: string, wanted: string) {
  return formatError(`Every ${member} member must be ${wanted}. (/Parameters/${name})`);
}
