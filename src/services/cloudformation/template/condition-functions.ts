import { plainText } from '../../../kernel/plain-text.ts';
import type { Plain } from './read-template.ts';
import type { Evaluate, Evaluated, IntrinsicFunction } from './scope.ts';
import { templateError } from './template-errors.ts';

/**
 * Functions of conditions and rules.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html
 */

const MOST_OPERANDS = 10;

const condition: IntrinsicFunction = (argument, _evaluate, scope) => scope.condition(plainText(argument));

const choose: IntrinsicFunction = (argument, evaluate, scope) => {
  const [name, then, otherwise, ...more] = listOf(argument, 'Fn::If');
  if (typeof name !== 'string' || then === undefined || otherwise === undefined || more.length > 0) {
    throw templateError('Fn::If requires a list argument with three elements');
  }
  return evaluate(scope.condition(name) ? then : otherwise);
};

const equals: IntrinsicFunction = (argument, evaluate) => {
  const [left, right, ...more] = listOf(argument, 'Fn::Equals');
  if (left === undefined || right === undefined || more.length > 0) {
    throw templateError('every Fn::Equals object requires a list of 2 string parameters.');
  }
  return same(evaluate(left), evaluate(right));
};

/** Numbers and truth equal the text that they are written as. */
function same(left: Evaluated, right: Evaluated): boolean {
  const text = (value: Evaluated) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
  return text(left) === text(right);
}

const and: IntrinsicFunction = (argument, evaluate) =>
  operands(argument, 'Fn::And').every((operand) => holds(evaluate(operand)));

const or: IntrinsicFunction = (argument, evaluate) =>
  operands(argument, 'Fn::Or').some((operand) => holds(evaluate(operand)));

const not: IntrinsicFunction = (argument, evaluate) => {
  const [operand, ...more] = listOf(argument, 'Fn::Not');
  if (operand === undefined || more.length > 0) throw templateError('Fn::Not requires a list argument');
  return !holds(evaluate(operand));
};

const contains: IntrinsicFunction = (argument, evaluate) => {
  const [list, value] = listOf(argument, 'Fn::Contains');
  return asList(evaluate(list ?? null)).some((item) => same(item, evaluate(value ?? null)));
};

const eachMemberEquals: IntrinsicFunction = (argument, evaluate) => {
  const [list, value] = listOf(argument, 'Fn::EachMemberEquals');
  return asList(evaluate(list ?? null)).every((item) => same(item, evaluate(value ?? null)));
};

const eachMemberIn: IntrinsicFunction = (argument, evaluate) => {
  const [list, allowed] = listOf(argument, 'Fn::EachMemberIn');
  const all = asList(evaluate(allowed ?? null));
  return asList(evaluate(list ?? null)).every((item) => all.some((one) => same(item, one)));
};

const refAll: IntrinsicFunction = (argument, _evaluate, scope) => scope.parametersOfType(plainText(argument));

export const CONDITION_FUNCTIONS: ReadonlyMap<string, IntrinsicFunction> = new Map([
  ['Condition', condition],
  ['Fn::If', choose],
  ['Fn::Equals', equals],
  ['Fn::And', and],
  ['Fn::Or', or],
  ['Fn::Not', not],
  ['Fn::Contains', contains],
  ['Fn::EachMemberEquals', eachMemberEquals],
  ['Fn::EachMemberIn', eachMemberIn],
  ['Fn::RefAll', refAll],
]);

function listOf(argument: Plain, name: string): readonly Plain[] {
  if (!Array.isArray(argument)) throw templateError(`${name} requires a list argument`);
  return argument as readonly Plain[];
}

function operands(argument: Plain, name: string): readonly Plain[] {
  const list = listOf(argument, name);
  if (list.length < 2 || list.length > MOST_OPERANDS) {
    throw templateError(
      `every ${name} object requires a list of at least 2 and at most ${MOST_OPERANDS} boolean parameters.`,
    );
  }
  return list;
}

function holds(value: Evaluated): boolean {
  return value === true || value === 'true';
}

function asList(value: ReturnType<Evaluate>): readonly Plain[] {
  return Array.isArray(value) ? (value as readonly Plain[]) : typeof value === 'symbol' ? [] : [value];
}
