import type { LogsOperations } from '../../src/model/generated/logs.ts';
import { logsService } from '../../src/services/logs/service.ts';
import { ACCOUNT } from '../in-process-house.ts';
import type { Samples } from './samples.ts';

const group = { logGroupName: '/app' };
const stream = { ...group, logStreamName: 'stream' };
const tags = { team: 'blue' };
const resourceArn = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/app`;

export const logsSamples: Samples = {
  service: logsService,
  async inputs(inside) {
    await inside.call(inside.root, 'logs', 'CreateLogGroup', { ...group, tags });
    return {
      CreateLogGroup: { logGroupName: 'new', tags },
      CreateLogStream: stream,
      DeleteLogGroup: group,
      DeleteLogStream: stream,
      DeleteRetentionPolicy: group,
      DescribeLogGroups: {},
      DescribeLogStreams: group,
      FilterLogEvents: group,
      GetLogEvents: stream,
      ListTagsForResource: { resourceArn },
      ListTagsLogGroup: group,
      PutLogEvents: { ...stream, logEvents: [] },
      PutRetentionPolicy: { ...group, retentionInDays: 1 },
      TagLogGroup: { ...group, tags },
      TagResource: { resourceArn, tags },
      UntagLogGroup: { ...group, tags: ['team'] },
      UntagResource: { resourceArn, tagKeys: ['team'] },
    } satisfies Record<keyof LogsOperations, object>;
  },
  departures: {
    resources: {
      // The reference knows no resource; AWS's refusals name the ARN of no group and no stream.
      'logs:DescribeLogGroups': /:log-group::log-stream:$/,
    },
  },
};
