import { plainText } from '../../../kernel/plain-text.ts';
import { cidrBlocks } from './cidr.ts';
import type { Plain } from './read-template.ts';
import { attributeArgument } from './references.ts';
import { NO_VALUE, type Evaluate, type Evaluated, type IntrinsicFunction, type Scope } from './scope.ts';
import { subParts } from './sub.ts';
import {
  findInMapForm,
  getAttForm,
  noMapping,
  nothingMapped,
  nothingToSelect,
  refForm,
  templateError,
} from './template-errors.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */

const ref: IntrinsicFunction = (argument, _evaluate, scope) => {
  if (typeof argument !== 'string') throw refForm();
  return refTo(argument, scope);
};

function refTo(name: string, scope: Scope): Evaluated {
  if (name === 'AWS::NoValue') return NO_VALUE;
  return scope.parameter(name) ?? scope.ref(name);
}

const getAtt: IntrinsicFunction = (argument, evaluate, scope) => {
  const [logicalId, attribute] = attributeArgument(argument);
  const name = attribute === undefined ? undefined : evaluate(attribute);
  if (typeof logicalId !== 'string' || typeof name !== 'string' || name === '') throw getAttForm();
  return scope.attribute(logicalId, name);
};

const sub: IntrinsicFunction = (argument, evaluate, scope) => {
  const [text, given] = Array.isArray(argument) ? (argument as readonly Plain[]) : [argument, undefined];
  const form =
    "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string";
  if (typeof text !== 'string') throw templateError(form);
  const variables = new Map<string, Evaluated>(
    Object.entries((given ?? {}) as object).map(([name, value]) => [name, evaluate(value as Plain)]),
  );
  return subParts(text)
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const own = variables.get(part.name);
      const value = own ?? valueOfName(part.name, scope);
      return textOf(value, () =>
        templateError(`Fn::Sub expression does not resolve to a string: ${part.name}`),
      );
    })
    .join('');
};

function valueOfName(name: string, scope: Scope): Evaluated {
  const [logicalId, attribute] = attributeArgument(name);
  if (attribute === undefined) return refTo(name, scope);
  return scope.attribute(plainText(logicalId), plainText(attribute));
}

const join: IntrinsicFunction = (argument, evaluate) => {
  const wrong = () =>
    templateError(
      'every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
    );
  const [delimiter, list, ...more] = evaluatedList(argument, evaluate, wrong);
  if (typeof delimiter !== 'string' || !Array.isArray(list) || more.length > 0) throw wrong();
  return (list as readonly Plain[]).map((item) => textOf(item, wrong)).join(delimiter);
};

const split: IntrinsicFunction = (argument, evaluate) => {
  const wrong = () =>
    templateError(
      'every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
    );
  const [delimiter, text] = evaluatedList(argument, evaluate, wrong);
  if (typeof delimiter !== 'string' || delimiter === '') throw wrong();
  return textOf(text, wrong).split(delimiter);
};

const select: IntrinsicFunction = (argument, evaluate) => {
  const wrong = () =>
    templateError('Fn::Select requires a list argument with two elements: an integer index and a list');
  const [at, list] = evaluatedList(argument, evaluate, wrong);
  const index = Number(textOf(at, wrong));
  if (!Array.isArray(list) || !Number.isInteger(index)) throw wrong();
  const item = (list as readonly Plain[])[index];
  if (item === undefined || item === null) throw nothingToSelect(index);
  return item;
};

const findInMap: IntrinsicFunction = (argument, evaluate, scope) => {
  const wrong = findInMapForm;
  if (!Array.isArray(argument)) throw wrong();
  const [mapName, topKey, secondKey, options] = argument as readonly Plain[];
  const [map, top, second] = [mapName, topKey, secondKey].map((part) =>
    textOf(part === undefined ? undefined : evaluate(part), wrong),
  ) as [string, string, string];
  const fallback = (options as { readonly DefaultValue?: Plain } | undefined)?.DefaultValue;
  const otherwise = (error: () => Error) => {
    if (fallback === undefined) throw error();
    return evaluate(fallback);
  };
  const tops = member(scope.mappings, map);
  if (tops === undefined) return otherwise(() => noMapping(map));
  return member(member(tops, top), second) ?? otherwise(() => nothingMapped(map, top, second));
};

function member(value: Plain | undefined, name: string): Plain | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as { readonly [name: string]: Plain })[name];
}

const base64: IntrinsicFunction = (argument, evaluate) => {
  const wrong = () => templateError('every Fn::Base64 object must have a String-typed value.');
  return Buffer.from(textOf(evaluate(argument), wrong)).toString('base64');
};

const getAZs: IntrinsicFunction = (argument, evaluate, scope) => {
  const wrong = () => templateError('every Fn::GetAZs object must have a single String value.');
  const region = textOf(evaluate(argument), wrong);
  return scope.zones(region === '' ? String(scope.parameter('AWS::Region')) : region);
};

const importValue: IntrinsicFunction = (argument, evaluate, scope) =>
  scope.imported(
    textOf(evaluate(argument), () =>
      templateError('the attribute in Fn::ImportValue must evaluate to a string'),
    ),
  );

const cidr: IntrinsicFunction = (argument, evaluate) => {
  const wrong = () => templateError('Fn::Cidr expects an IP block, a count and, optionally, cidrBits');
  const [block, count, bits] = evaluatedList(argument, evaluate, wrong);
  const blocks = cidrBlocks(
    textOf(block, wrong),
    Number(textOf(count, wrong)),
    bits === undefined ? undefined : Number(textOf(bits, wrong)),
  );
  if (blocks === undefined) throw templateError('Fn::Cidr generated a CIDR block that is out of range');
  return blocks;
};

const length: IntrinsicFunction = (argument, evaluate) => {
  const list = evaluate(argument);
  if (!Array.isArray(list))
    throw templateError('Fn::Length expects a list or a function that returns a list');
  return list.length;
};

const toJsonString: IntrinsicFunction = (argument, evaluate) => {
  const value = evaluate(argument);
  if (typeof value !== 'object' || value === null)
    throw templateError('Fn::ToJsonString expects an object or a list');
  return JSON.stringify(value);
};

export const FUNCTIONS: ReadonlyMap<string, IntrinsicFunction> = new Map([
  ['Ref', ref],
  ['Fn::GetAtt', getAtt],
  ['Fn::Sub', sub],
  ['Fn::Join', join],
  ['Fn::Split', split],
  ['Fn::Select', select],
  ['Fn::FindInMap', findInMap],
  ['Fn::Base64', base64],
  ['Fn::GetAZs', getAZs],
  ['Fn::ImportValue', importValue],
  ['Fn::Cidr', cidr],
  ['Fn::Length', length],
  ['Fn::ToJsonString', toJsonString],
]);

function evaluatedList(
  argument: Plain,
  evaluate: Evaluate,
  wrong: () => Error,
): readonly (Plain | undefined)[] {
  if (!Array.isArray(argument)) throw wrong();
  return (argument as readonly Plain[]).map((part) => {
    const value = evaluate(part);
    return value === NO_VALUE ? undefined : value;
  });
}

/** A scalar as text. */
export function textOf(value: Evaluated | undefined, wrong: () => Error): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw wrong();
}
