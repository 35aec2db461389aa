import { iamToolboxService } from '../../src/services/iam-toolbox/service.ts';
import type { Samples } from './samples.ts';

export const iamToolboxSamples: Samples = {
  service: iamToolboxService,
  inputs: () =>
    Promise.resolve({
      GetRequestAuthorizationDetails: { authorizationId: 'a' },
      GetRequestAuthorizationPolicy: { authorizationId: 'a', policyUri: 'p' },
    }),
  departures: { newer: ['iam:GetRequestAuthorizationDetails', 'iam:GetRequestAuthorizationPolicy'] },
};
