import { applyCorrections } from '../../src/model/corrections.ts';
import { MANIFEST, type ServiceName } from '../../src/model/manifest.ts';
import type { RawModel } from '../../src/model/raw-model.ts';
import { generateTypes } from './generate-types.ts';
import { trimModel } from './trim-model.ts';

/** The two files an imported service consists of. */
export interface ImportedService {
  /** `src/model/data/<name>.json` */
  readonly data: string;
  /** `src/model/generated/<name>.ts`; absent when no operation is imported with its shapes. */
  readonly types: string | undefined;
}

/** Makes a service's committed files from AWS's description; the same description gives the same bytes. */
export function importService(name: ServiceName, description: unknown): ImportedService {
  const model = trimModel(description, MANIFEST[name].operations);
  const hasOperations = Object.keys(model.operations).length > 0;
  return {
    data: serialise(model),
    types: hasOperations ? generateTypes(typePrefix(name), applyCorrections(name, model)) : undefined,
  };
}

/** A service's name as its types have it: `IamToolbox`. */
export function typePrefix(name: ServiceName): string {
  const words = name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join('');
}

/** JSON with one operation or shape a line, so that a new version of AWS's models reads as a diff. */
function serialise(model: RawModel): string {
  const section = (entries: object): string => {
    const lines = Object.entries(entries).map(
      ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
    );
    return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n}`;
  };
  const sections = Object.entries(model).map(([key, value]) => `${JSON.stringify(key)}:${section(value)}`);
  return `{\n${sections.join(',\n')}\n}\n`;
}
