import { AwsError } from '../kernel/aws-error.ts';
import { printed } from './printed.ts';
import { ec2QueryNames } from './query-names.ts';
import type { ValidationWords } from './validation-words.ts';
import type { Violation } from './validator.ts';

/** EC2 names the first thing that is wrong, by the parameter's name on the wire. */
export const ec2Words: ValidationWords = {
  names: {
    member: (parent, member) => {
      const name = ec2QueryNames.member(member);
      return parent === '' ? name : `${parent}.${name}`;
    },
    item: (parent, index) => `${parent}.${index}`,
    emptyIsMissing: true,
  },
  violated: (violations) => {
    const missing = violations.find(({ kind }) => kind === 'required');
    if (missing !== undefined) {
      const message = `The request must contain the parameter ${missing.path}`;
      return new AwsError('MissingParameter', 400, message);
    }
    return new AwsError('InvalidParameterValue', 400, sentence(violations[0]!));
  },
  mismatch: ({ parameter, expected, value }) => {
    switch (expected.kind) {
      case 'number':
        return invalid(`Invalid value '${shown(value)}' for ${parameter}. The value must be an integer`);
      case 'boolean':
        return invalid(
          `Invalid value '${shown(value)}' for ${parameter}. The value must be 'true' or 'false'`,
        );
      case 'structure':
      case 'list':
      case 'map':
      case 'string':
      case 'timestamp':
      case 'blob':
        return invalid(`Value (${shown(value)}) for parameter ${parameter} is invalid.`);
    }
  },
};

function sentence({ kind, path, value, shape }: Violation): string {
  const given = shape.sensitive ? '' : shown(printed(value));
  if (kind === 'enum') return `Invalid value '${given}' for ${path}.`;
  if (kind === 'range' && shape.kind === 'number') {
    // The parameter begins in lower case here, as recorded: `Value ( 1 ) for parameter maxResults is invalid.`
    const parameter = path.charAt(0).toLowerCase() + path.slice(1);
    const bound =
      shape.min !== undefined && (value as number) < shape.min
        ? `Expecting a value greater than ${shape.min}.`
        : `Expecting a value less than or equal to ${shape.max}.`;
    return `Value ( ${given} ) for parameter ${parameter} is invalid. ${bound}`;
  }
  return `Value (${given}) for parameter ${path} is invalid.`;
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', 400, message);
}

function shown(value: string): string {
  return value.length > 256 ? `${value.slice(0, 256)}...` : value;
}
