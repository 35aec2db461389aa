import { createServiceModel, type ServiceModel } from '../../src/model/service-model.ts';
import type { RawModel } from '../../src/model/raw-model.ts';
import { readServiceDescriptions } from '../../tools/model-import/read-layer.ts';
import { trimModel } from '../../tools/model-import/trim-model.ts';

/** The whole model of a service that the house does not serve, imported for a test. */
export async function importWholeModel(name: string, source: string): Promise<ServiceModel> {
  const descriptions = await readServiceDescriptions([source]);
  const raw: RawModel = trimModel(descriptions.get(source), 'all');
  return createServiceModel(name, 'json', raw);
}
