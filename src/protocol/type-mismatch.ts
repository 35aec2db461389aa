import type { Shape } from '../model/shape.ts';

/** What a request sent is not of the type that the model wants; each service words it in its own way. */
export class TypeMismatch extends Error {
  /** The parameter, header or element as the request named it. */
  readonly parameter: string;
  readonly expected: Shape;
  /** What was sent, as text. */
  readonly value: string;

  constructor(parameter: string, expected: Shape, value: string) {
    super(`\`${parameter}\` is not a ${expected.kind}`);
    this.parameter = parameter;
    this.expected = expected;
    this.value = value;
  }
}
