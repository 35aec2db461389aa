import { accessAnalyzerService } from '../../src/services/access-analyzer/service.ts';
import type { Samples } from './samples.ts';

export const accessAnalyzerSamples: Samples = {
  service: accessAnalyzerService,
  inputs: () =>
    Promise.resolve({
      CheckAccessNotGranted: { policyDocument: '{}', policyType: 'IDENTITY_POLICY', access: [] },
      ValidatePolicy: { policyDocument: '{}', policyType: 'IDENTITY_POLICY' },
    }),
};
