import type { Shape } from '../model/shape.ts';
import { parseBase64, parseBoolean, parseNumber, parseTimestamp } from './scalar-text.ts';
import { TypeMismatch } from './type-mismatch.ts';

/**
 * Reads a scalar that a protocol carries as text.
 *
 * @param parameter what the request called it, for the error
 * @throws TypeMismatch when the text is not of the shape's type
 */
export function parseScalar(shape: Shape, text: string, parameter: string): unknown {
  const value = scalarOf(shape, text);
  if (value === undefined) throw new TypeMismatch(parameter, shape, text);
  return value;
}

function scalarOf(shape: Shape, text: string): unknown {
  switch (shape.kind) {
    case 'string':
      return text;
    case 'number':
      return parseNumber(shape, text.trim());
    case 'boolean':
      return parseBoolean(text.trim());
    case 'timestamp':
      return parseTimestamp(text.trim());
    case 'blob':
      return parseBase64(text);
    case 'structure':
    case 'list':
    case 'map':
      return undefined;
  }
}
