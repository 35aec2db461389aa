/** CloudWatch Logs. Times are ms since 1970 in emulated time. */
export interface LogTables {
  log_groups: LogGroupRow;
  log_streams: LogStreamRow;
  log_events: LogEventRow;
}

export interface LogGroupRow {
  id: string;
  account_id: string;
  region: string;
  name: string;
  created_at: number;
  retention_days: number | null;
  /** `STANDARD`, `INFREQUENT_ACCESS` or `DELIVERY`. */
  class: string;
}

export interface LogStreamRow {
  id: string;
  group_id: string;
  name: string;
  created_at: number;
  first_event_at: number | null;
  last_event_at: number | null;
  last_ingested_at: number | null;
  /** The position of the next event. */
  next_position: number;
  /** How many events are kept, and their messages' length in UTF-8. */
  events: number;
  bytes: number;
}

export interface LogEventRow {
  stream_id: string;
  /** In the order of arrival. */
  position: number;
  at: number;
  ingested_at: number;
  /** The message's length in UTF-8. */
  bytes: number;
  /** As a JSON string, since messages may hold U+0000. */
  message: string;
}
