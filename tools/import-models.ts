import { readFileSync, writeFileSync } from 'node:fs';
import { modelDataUrl } from '../src/model/load-service-model.ts';
import { MANIFEST } from '../src/model/manifest.ts';
import type { RawModel } from '../src/model/raw-model.ts';
import { generateTypes } from './model-import/generate-types.ts';
import { importService, typePrefix } from './model-import/import-service.ts';
import { provenance } from './model-import/provenance.ts';
import { readServiceDescriptions, sourcePackage } from './model-import/read-layer.ts';

/** Imports AWS's API models from the pinned AWS CLI: writes `src/model/data` and `src/model/generated`. */
const services = Object.values(MANIFEST);
const descriptions = await readServiceDescriptions(services.flatMap(({ source }) => source ?? []));
for (const { name, source } of services) {
  if (source === undefined) {
    const model = JSON.parse(readFileSync(modelDataUrl(name), 'utf8')) as RawModel;
    write(`generated/${name}.ts`, generateTypes(typePrefix(name), model));
    continue;
  }
  const { data, types } = importService(name, descriptions.get(source));
  write(`data/${name}.json`, data);
  if (types !== undefined) write(`generated/${name}.ts`, types);
}
for (const [file, text] of Object.entries(provenance(sourcePackage(), services))) write(`data/${file}`, text);

function write(path: string, text: string): void {
  writeFileSync(new URL(`../src/model/${path}`, import.meta.url), text);
  console.log(`src/model/${path}: ${text.length} characters`);
}
