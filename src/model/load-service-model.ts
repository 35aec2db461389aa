import { readFileSync } from 'node:fs';
import { applyCorrections } from './corrections.ts';
import { MANIFEST, type ServiceName } from './manifest.ts';
import type { RawModel } from './raw-model.ts';
import { createServiceModel, type ServiceModel } from './service-model.ts';

const loaded = new Map<ServiceName, ServiceModel>();

/** The model of a service, read and parsed at its first use. */
export function loadServiceModel(name: ServiceName): ServiceModel {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const raw = JSON.parse(readFileSync(modelDataUrl(name), 'utf8')) as RawModel;
  const model = createServiceModel(name, MANIFEST[name].validation, applyCorrections(name, raw));
  loaded.set(name, model);
  return model;
}

/**
 * Where a service's data lies: in the folder `data` beside this module. A bundle keeps that true by
 * copying `src/model/data/*.json` to a folder `data` beside its files.
 */
export function modelDataUrl(name: ServiceName): URL {
  return new URL(`./data/${name}.json`, import.meta.url);
}
