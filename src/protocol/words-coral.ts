import { AwsError } from '../kernel/aws-error.ts';
import type { Shape } from '../model/shape.ts';
import { printed } from './printed.ts';
import type { TypeMismatch } from './type-mismatch.ts';
import type { ValidationWords } from './validation-words.ts';
import type { Violation } from './validator.ts';

/** What differs between the services that share AWS's sentences about constraints. */
interface CoralStyle {
  readonly code: 'ValidationError' | 'ValidationException' | 'InvalidParameterException';
  /** IAM leaves the offending value out. */
  readonly showsValues: boolean;
  /** IAM does not list what an enum allows. */
  readonly listsEnums: boolean;
  /** A service's own sentences for some patterns, checked only once all else holds. */
  readonly ownSentence?: (path: string, pattern: string) => string | undefined;
}

/** As much of a value as an error repeats (guess: AWS documents nothing). */
const MAX_SHOWN = 8_192;

/** `1 validation error detected: Value 'a' at 'b' failed to satisfy constraint: …`, all of them in one error. */
export function coralWords({
  code,
  showsValues,
  listsEnums,
  ownSentence: sentenceFor = () => undefined,
}: CoralStyle): ValidationWords {
  const sentence = ({ kind, path, value, shape, constraint }: Violation): string => {
    const words = kind === 'enum' && !listsEnums ? 'Member must satisfy enum value set' : constraint;
    return `${shown(kind, value, shape)} at '${path}' failed to satisfy constraint: ${words}`;
  };
  const ownSentence = ({ kind, path, shape }: Violation): string | undefined =>
    kind === 'pattern' && shape.kind === 'string' ? sentenceFor(path, shape.pattern ?? '') : undefined;
  const shown = (kind: Violation['kind'], value: unknown, shape: Shape): string => {
    if (kind === 'required') return 'Value null';
    if (!showsValues || holdsSecrets(shape)) return 'Value';
    const text = printed(value);
    return `Value '${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text}'`;
  };
  return {
    names: {
      member: (parent, { name }) => {
        const camel = name.charAt(0).toLowerCase() + name.slice(1);
        return parent === '' ? camel : `${parent}.${camel}`;
      },
      item: (parent, index) => `${parent}.${index}.member`,
      emptyIsMissing: false,
    },
    violated: (violations) => {
      const ordinary = violations.filter((violation) => ownSentence(violation) === undefined);
      if (ordinary.length === 0) {
        const [first] = violations;
        return new AwsError(
          code,
          400,
          `The specified value for ${first!.path} is invalid. ${ownSentence(first!)}`,
        );
      }
      const errors = ordinary.length === 1 ? 'error' : 'errors';
      const sentences = ordinary.map(sentence).join('; ');
      return new AwsError(code, 400, `${ordinary.length} validation ${errors} detected: ${sentences}`);
    },
    mismatch: ({ parameter, expected, value }: TypeMismatch) =>
      code === 'ValidationError'
        ? new AwsError('MalformedInput', 400, malformed(expected, value))
        : new AwsError(
            'SerializationException',
            400,
            `${parameter} can not be converted to ${article(expected)}`,
          ),
  };
}

function holdsSecrets(shape: Shape): boolean {
  if (shape.sensitive) return true;
  if (shape.kind === 'list') return holdsSecrets(shape.member.shape);
  return shape.kind === 'map' && (holdsSecrets(shape.key.shape) || holdsSecrets(shape.value.shape));
}

/** What a query service says of a value of the wrong type: mostly nothing. */
function malformed({ kind }: Shape, value: string): string {
  if (kind === 'timestamp') return 'timestamp must follow ISO8601';
  return kind === 'number' && value === '' ? 'missing value for decimal type' : '';
}

function article(shape: Shape): string {
  switch (shape.kind) {
    case 'number':
      return shape.type === 'integer'
        ? 'an Integer'
        : `a ${shape.type.charAt(0).toUpperCase()}${shape.type.slice(1)}`;
    case 'boolean':
      return 'a Boolean';
    case 'timestamp':
      return 'a Date';
    case 'blob':
      return 'a ByteBuffer';
    case 'string':
      return 'a String';
    case 'structure':
    case 'list':
    case 'map':
      return `a ${shape.kind}`;
  }
}
