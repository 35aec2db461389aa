import { accessAnalyzerService } from '../../src/services/access-analyzer/service.ts';
import type { Samples } from './samples.ts';

export const accessAnalyzerSamples: Samples = {
  service: accessAnalyzerService,
  inputs: () =>
    Promise.resolve({
      CheckAccessNotGranted: { policyDocument: '{}', policyType: 'IDENTITY_POLICY', access: [] },
      CheckNoNewAccess: {
        newPolicyDocument: '{}',
        existingPolicyDocument: '{}',
        policyType: 'IDENTITY_POLICY',
      },
      CheckNoPublicAccess: { policyDocument: '{}', resourceType: 'AWS::S3::Bucket' },
      ValidatePolicy: { policyDocument: '{}', policyType: 'IDENTITY_POLICY' },
    }),
};
