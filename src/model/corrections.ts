import type { ServiceName } from './manifest.ts';
import type { RawModel } from './raw-model.ts';

/** The model as AWS's service really behaves, where its published description says otherwise. */
export function applyCorrections(_service: ServiceName, model: RawModel): RawModel {
  return model;
}
