import { writeFileSync } from 'node:fs';
import { MANIFEST } from '../src/model/manifest.ts';
import { importService } from './model-import/import-service.ts';
import { provenance } from './model-import/provenance.ts';
import { readServiceDescriptions, sourcePackage } from './model-import/read-layer.ts';

/** Imports AWS's API models from the pinned AWS CLI: writes `src/model/data` and `src/model/generated`. */
const services = Object.values(MANIFEST);
const descriptions = await readServiceDescriptions(services.map((service) => service.source));
for (const { name, source } of services) {
  const { data, types } = importService(name, descriptions.get(source));
  write(`data/${name}.json`, data);
  if (types !== undefined) write(`generated/${name}.ts`, types);
}
for (const [file, text] of Object.entries(provenance(sourcePackage(), services))) write(`data/${file}`, text);

function write(path: string, text: string): void {
  writeFileSync(new URL(`../src/model/${path}`, import.meta.url), text);
  console.log(`src/model/${path}: ${text.length} characters`);
}
