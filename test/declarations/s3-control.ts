import { s3ControlService } from '../../src/services/s3/control/service.ts';
import { ACCOUNT } from '../in-process-house.ts';
import type { Samples } from './samples.ts';

const BUCKET = { AccountId: ACCOUNT, ResourceArn: 'arn:aws:s3:::controlled' };

export const s3ControlSamples: Samples = {
  service: s3ControlService,
  // As in S3: no TLS, no access points, no attribute-based buckets.
  departures: { unheardOf: ['s3:TlsVersion'] },
  inputs: async (inside) => {
    await inside.call(inside.root, 's3', 'CreateBucket', { Bucket: 'controlled' });
    return {
      ListTagsForResource: BUCKET,
      TagResource: { ...BUCKET, Tags: [{ Key: 'team', Value: 'blue' }] },
      UntagResource: { ...BUCKET, TagKeys: ['team'] },
    };
  },
};
