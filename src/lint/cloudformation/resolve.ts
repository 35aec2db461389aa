import { isFunction } from '../../services/cloudformation/template/function-call.ts';
import {
  isPseudoParameter,
  pseudoParameter,
} from '../../services/cloudformation/template/pseudo-parameters.ts';
import { typedValue } from '../../services/cloudformation/template/parameter-values.ts';
import { asObject, type Plain } from '../../services/cloudformation/template/read-template.ts';
import { attributeArgument } from '../../services/cloudformation/template/references.ts';
import { subParts } from '../../services/cloudformation/template/sub.ts';
import { inside, type Spot } from '../spot.ts';
import { options, textOf, valueFrom, type Value } from '../value.ts';
import { attributeGives, madeArn, refGives } from './links.ts';

/** Where the stack shall be, as far as the deploy does not tell: placeholders of the right form. */
export interface StackGuess {
  readonly accountId: string;
  readonly region: string;
  readonly stackName: string;
}

/** The properties by which types are given names. */
const NAME_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
};

/** Resolves functions of a template as far as that can be done before the deploy; parameters have their defaults. */
export class TemplateResolver {
  readonly #raw: Readonly<Record<string, Plain>>;
  readonly #guess: StackGuess;
  /** Resources whose names are being found: a name that refers to itself is none. */
  readonly #naming = new Set<string>();

  constructor(raw: Readonly<Record<string, Plain>>, guess: StackGuess) {
    this.#raw = raw;
    this.#guess = guess;
  }

  /** A value with all its parts. */
  resolve(plain: Plain, spot: Spot): Value {
    if (typeof plain !== 'object' || plain === null) return scalar(plain, spot);
    if (Array.isArray(plain)) {
      const items = (plain as readonly Plain[]).map((item, at) => this.resolve(item, inside(spot, at)));
      return { kind: 'list', items, spot };
    }
    const call = isFunction(plain);
    if (call !== undefined && call.name !== 'Condition') {
      return this.#call(call.name, call.argument, spot);
    }
    const members = Object.entries(plain as Readonly<Record<string, Plain>>).map(
      ([name, one]) => [name, this.resolve(one, inside(spot, name))] as const,
    );
    return { kind: 'object', members: new Map(members), spot };
  }

  /** The type of a resource; `undefined` when there is none of that name. */
  typeOf(logicalId: string): string | undefined {
    const type = asObject(this.#section('Resources')[logicalId])?.['Type'];
    return typeof type === 'string' ? type : undefined;
  }

  /** The name that a resource is given; where it is given none, one as CloudFormation makes them. */
  nameOf(logicalId: string): { readonly name: string; readonly isMade: boolean } {
    const property = NAME_PROPERTIES[this.typeOf(logicalId) ?? ''];
    const properties = asObject(asObject(this.#section('Resources')[logicalId])?.['Properties']);
    const given = property === undefined ? undefined : properties?.[property];
    if (given !== undefined && !this.#naming.has(logicalId)) {
      this.#naming.add(logicalId);
      const [name] = options(this.resolve(given, { resource: logicalId, steps: [] }));
      this.#naming.delete(logicalId);
      const text = textOf(name);
      if (text !== undefined) return { name: text, isMade: name?.isMadeUp !== undefined };
    }
    return { name: `${this.#guess.stackName}-${logicalId}-XXXXXXXXXXXX`, isMade: true };
  }

  #call(name: string, argument: Plain, spot: Spot): Value {
    const items = Array.isArray(argument) ? (argument as readonly Plain[]) : undefined;
    switch (name) {
      case 'Ref':
        return typeof argument === 'string' ? this.#ref(argument, spot) : { kind: 'unknown', spot };
      case 'Fn::GetAtt': {
        const [logicalId, attribute] = attributeArgument(argument);
        if (typeof logicalId !== 'string' || typeof attribute !== 'string') return { kind: 'unknown', spot };
        return this.#attribute(logicalId, attribute, spot);
      }
      case 'Fn::Sub':
        return this.#sub(argument, spot);
      case 'Fn::Join':
        return this.#join(items, spot);
      case 'Fn::If': {
        const [, then, otherwise] = items ?? [];
        const branches = [then, otherwise].map((branch, at) =>
          branch === undefined
            ? ({ kind: 'absent', spot } as const)
            : this.resolve(branch, inside(spot, name, at + 1)),
        );
        return { kind: 'choice', options: branches, spot };
      }
      case 'Fn::Select':
        return this.#select(items, spot);
      case 'Fn::FindInMap':
        return this.#findInMap(items, spot);
      case 'Fn::ToJsonString':
        return this.resolve(argument, inside(spot, name));
      default:
        return { kind: 'unknown', spot };
    }
  }

  #ref(name: string, spot: Spot): Value {
    if (name === 'AWS::NoValue') return { kind: 'absent', spot };
    if (isPseudoParameter(name)) {
      const place = { ...this.#guess, stackId: 'unknown', notificationArns: [] };
      const value = valueFrom(pseudoParameter(place, name), spot);
      return name === 'AWS::Partition' || name === 'AWS::URLSuffix' ? value : { ...value, isMadeUp: 'form' };
    }
    const parameter = asObject(this.#section('Parameters')[name]);
    if (parameter !== undefined) return parameterValue(parameter, spot);
    const type = this.typeOf(name);
    if (type === undefined) return { kind: 'unknown', spot };
    const link = { resource: name, gives: refGives(type) };
    const { name: ownName, isMade } = this.nameOf(name);
    if (link.gives === 'arn') return this.#attribute(name, 'Arn', spot);
    if (NAME_PROPERTIES[type] === undefined)
      return { kind: 'text', text: `ref-of-${name}`, spot, link, isMadeUp: 'none' };
    return { kind: 'text', text: ownName, spot, link, isMadeUp: isMade ? 'form' : undefined };
  }

  #attribute(logicalId: string, attribute: string, spot: Spot): Value {
    const type = this.typeOf(logicalId) ?? '';
    const link = { resource: logicalId, gives: attributeGives(attribute) };
    if (attribute === 'RoleName') return this.#ref(logicalId, spot);
    const path = asObject(asObject(this.#section('Resources')[logicalId])?.['Properties'])?.['Path'];
    const arn = madeArn(type, {
      region: this.#guess.region,
      account: this.#guess.accountId,
      name: this.nameOf(logicalId).name,
      path: typeof path === 'string' ? path : '/',
    });
    if (link.gives !== 'arn' || arn === undefined) {
      return { kind: 'text', text: `${attribute}-of-${logicalId}`, spot, link, isMadeUp: 'none' };
    }
    return { kind: 'text', text: arn, spot, link, isMadeUp: 'form' };
  }

  #sub(argument: Plain, spot: Spot): Value {
    const [text, given] = Array.isArray(argument) ? (argument as readonly Plain[]) : [argument];
    if (typeof text !== 'string') return { kind: 'unknown', spot };
    const variables = asObject(given) ?? {};
    return joined(
      subParts(text).map((part): Value => {
        if (part.kind === 'text') return scalar(part.text, spot);
        if (Object.hasOwn(variables, part.name)) return this.resolve(variables[part.name] ?? null, spot);
        const [logicalId, attribute] = attributeArgument(part.name);
        if (typeof logicalId !== 'string') return { kind: 'unknown', spot };
        return typeof attribute === 'string'
          ? this.#attribute(logicalId, attribute, spot)
          : this.#ref(logicalId, spot);
      }),
      '',
      spot,
    );
  }

  #join(items: readonly Plain[] | undefined, spot: Spot): Value {
    const [delimiter, list] = items ?? [];
    if (typeof delimiter !== 'string' || list === undefined) return { kind: 'unknown', spot };
    const parts = this.resolve(list, spot);
    return parts.kind === 'list' ? joined(parts.items, delimiter, spot) : { kind: 'unknown', spot };
  }

  #select(items: readonly Plain[] | undefined, spot: Spot): Value {
    const [at, list] = items ?? [];
    const values = list === undefined ? undefined : this.resolve(list, spot);
    const item = values?.kind === 'list' ? values.items[Number(at)] : undefined;
    return item === undefined ? { kind: 'unknown', spot } : { ...item, spot };
  }

  #findInMap(items: readonly Plain[] | undefined, spot: Spot): Value {
    let found: Plain | undefined = this.#section('Mappings');
    for (const key of items?.slice(0, 3) ?? []) {
      const name = textOf(this.resolve(key, spot));
      const within: Readonly<Record<string, Plain>> | undefined = asObject(found);
      found = name !== undefined && within && Object.hasOwn(within, name) ? within[name] : undefined;
    }
    return found === undefined || items === undefined ? { kind: 'unknown', spot } : valueAt(found, spot);
  }

  #section(name: string): Readonly<Record<string, Plain>> {
    return asObject(this.#raw[name]) ?? {};
  }
}

/** A value that is no list and no object; what is read from elsewhere at the deploy is not known. */
function scalar(plain: Plain, spot: Spot): Value {
  const value = valueFrom(plain, spot);
  const isElsewhere = value.kind === 'text' && value.text.includes('{{resolve:');
  return isElsewhere ? { ...value, isMadeUp: 'none' } : value;
}

/** What a parameter will be if nothing else is said at the deploy. */
function parameterValue(parameter: Readonly<Record<string, Plain>>, spot: Spot): Value {
  const { Default: given, Type: type } = parameter;
  if (given === undefined || given === null || typeof given === 'object' || typeof type !== 'string')
    return { kind: 'unknown', spot };
  // An empty default stands for what is to be said at the deploy, or guarded by a condition.
  if (type.startsWith('AWS::SSM::') || String(given) === '') return { kind: 'unknown', spot };
  const typed = typedValue(type, String(given));
  return typeof typed === 'string' ? valueAt(typed, spot) : valueAt([...typed], spot);
}

/** A value of which all parts have one place. */
function valueAt(plain: Plain, spot: Spot): Value {
  if (!Array.isArray(plain)) return { ...valueFrom(plain, spot), spot };
  const items = (plain as readonly Plain[]).map((item) => ({ ...valueFrom(item, spot), spot }));
  return { kind: 'list', items, spot };
}

/** Parts put together to one text; of a single part the part itself. */
function joined(parts: readonly Value[], delimiter: string, spot: Spot): Value {
  const [only, ...more] = parts;
  if (only !== undefined && more.length === 0) return { ...only, spot };
  const pieces = parts.map((part) => pieceOf(part));
  if (pieces.every(({ isKnown }) => !isKnown)) return { kind: 'unknown', spot };
  const madeUp = new Set(parts.map(({ isMadeUp }) => isMadeUp));
  return {
    ...{ kind: 'text', text: pieces.map(({ text }) => text).join(delimiter), spot },
    isMadeUp:
      pieces.some(({ isKnown }) => !isKnown) || madeUp.has('none')
        ? 'none'
        : madeUp.has('form')
          ? 'form'
          : undefined,
  };
}

function pieceOf(part: Value): { readonly text: string; readonly isKnown: boolean } {
  if (part.kind === 'text') return { text: part.text, isKnown: true };
  if (part.kind === 'scalar') return { text: String(part.value), isKnown: true };
  return { text: 'unknown', isKnown: false };
}
