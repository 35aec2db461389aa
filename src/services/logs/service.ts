import type { Service } from '../../operation/service.ts';
import { accessDenied } from './errors.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';
import {
  createLogGroup,
  deleteLogGroup,
  deleteRetentionPolicy,
  describeLogGroups,
  putRetentionPolicy,
} from './group-operations.ts';
import { createLogStream, deleteLogStream, describeLogStreams } from './log-streams.ts';
import {
  listTagsForResource,
  listTagsLogGroup,
  logsTagging,
  tagLogGroup,
  tagResource,
  untagLogGroup,
  untagResource,
} from './log-tags.ts';
import { putLogEvents } from './put-log-events.ts';

/** CloudWatch Logs: groups, streams and their events. */
export const logsService: Service = {
  name: 'logs',
  operations: [
    createLogGroup,
    deleteLogGroup,
    describeLogGroups,
    putRetentionPolicy,
    deleteRetentionPolicy,
    createLogStream,
    deleteLogStream,
    describeLogStreams,
    putLogEvents,
    getLogEvents,
    filterLogEvents,
    tagResource,
    untagResource,
    listTagsForResource,
    tagLogGroup,
    untagLogGroup,
    listTagsLogGroup,
  ],
  denies: (denial) => accessDenied(denial.sentence),
  tagging: logsTagging,
};
