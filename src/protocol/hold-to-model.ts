import type { OperationModel } from '../model/service-model.ts';
import { validationWords } from './validation-words.ts';
import { compileValidator, type Validate, type Violation } from './validator.ts';

/** More violations than any error would list. */
const MAX_VIOLATIONS = 100;

/** `undefined` where nothing in the input is constrained. */
const validators = new WeakMap<OperationModel, { readonly validate: Validate | undefined }>();

/**
 * Holds an operation's input to its model: what is required, lengths, ranges, patterns, enums.
 *
 * @throws AwsError what the service answers to an input that does not fit, all violations in one
 */
export function holdToModel(operation: OperationModel, input: unknown): void {
  const words = validationWords(operation.service.validation);
  let compiled = validators.get(operation);
  if (compiled === undefined) {
    const { input: shape } = operation;
    compiled = { validate: shape === undefined ? undefined : compileValidator(shape, words.names) };
    validators.set(operation, compiled);
  }
  if (compiled.validate === undefined) return;
  let violations: Violation[] | undefined;
  compiled.validate(input, '', (violation) => {
    violations ??= [];
    if (violations.length < MAX_VIOLATIONS) violations.push(violation);
  });
  if (violations !== undefined) throw words.violated(violations);
}
