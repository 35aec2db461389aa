import { plainText } from '../kernel/plain-text.ts';
import type { OperationModel } from '../model/service-model.ts';
import type { Shape } from '../model/shape.ts';
import { holdToModel } from './hold-to-model.ts';
import { TypeMismatch } from './type-mismatch.ts';
import { validationWords } from './validation-words.ts';

/**
 * Makes an operation's input of loose values, as a template holds them: numbers and truth may come as
 * text and the other way round, bytes as base64; members that the model does not know are left out.
 *
 * @throws AwsError what the service answers on the wire to an input that does not fit its model
 */
export function fitInput(operation: OperationModel, loose: object): unknown {
  const { input, service } = operation;
  if (input === undefined) return {};
  try {
    const fitted = fit(input, loose, '');
    holdToModel(operation, fitted);
    return fitted;
  } catch (error) {
    if (error instanceof TypeMismatch) throw validationWords(service.validation).mismatch(error);
    throw error;
  }
}

function fit(shape: Shape, value: unknown, path: string): unknown {
  const refuse = (): never => {
    throw new TypeMismatch(path, shape, plainText(value));
  };
  switch (shape.kind) {
    case 'structure': {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse();
      const fitted: Record<string, unknown> = {};
      for (const { name, shape: member } of shape.members) {
        const given = (value as Record<string, unknown>)[name];
        if (given !== undefined && given !== null) fitted[name] = fit(member, given, name);
      }
      return fitted;
    }
    case 'list':
      if (!Array.isArray(value)) return [fit(shape.member.shape, value, path)];
      return value.map((item) => fit(shape.member.shape, item, path));
    case 'map':
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse();
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, fit(shape.value.shape, item, path)]),
      );
    case 'string':
      return typeof value === 'object' ? refuse() : plainText(value);
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof number === 'number' && Number.isFinite(number) ? number : refuse();
    }
    case 'boolean':
      if (typeof value === 'boolean') return value;
      return value === 'true' ? true : value === 'false' ? false : refuse();
    case 'timestamp':
      return value instanceof Date ? value : new Date(plainText(value));
    case 'blob':
      return typeof value === 'string' ? Buffer.from(value, 'base64') : value;
  }
}
