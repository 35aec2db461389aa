import { accessAnalyzerService } from '../../src/services/access-analyzer/service.ts';
import type { Samples } from './samples.ts';

export const accessAnalyzerSamples: Samples = {
  service: accessAnalyzerService,
  inputs: () => Promise.resolve({ ValidatePolicy: { policyDocument: '{}', policyType: 'IDENTITY_POLICY' } }),
};
