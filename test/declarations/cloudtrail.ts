import { cloudtrailService } from '../../src/services/cloudtrail/service.ts';
import type { Samples } from './samples.ts';

export const cloudtrailSamples: Samples = {
  service: cloudtrailService,
  inputs: () => Promise.resolve({ LookupEvents: {} }),
};
