import type { Truth } from './tables.ts';

/**
 * CloudFormation's tables: typed columns for what is searched or guarded, the rest as JSON in `data`, in
 * the shape that the service decides. Times are ms since 1970 in emulated time.
 */
export interface StackTables {
  stacks: StackRow;
  stack_resources: StackResourceRow;
  stack_events: StackEventRow;
  stack_operations: StackOperationRow;
  stack_signals: StackSignalRow;
  stack_requests: StackRequestRow;
  stack_drift_detections: { detection_id: string; stack_id: string; data: string };
  change_sets: ChangeSetRow;
  stack_exports: StackExportRow;
  stack_imports: { stack_id: string; account_id: string; region: string; name: string };
}

export interface StackRow {
  /** The ARN. */
  id: string;
  account_id: string;
  region: string;
  name: string;
  /** 0 once it is deleted: then another may have its name. */
  is_live: Truth;
  status: string;
  created_at: number;
  /** When it was deleted. */
  deleted_at: number | null;
  /** The stack that it is nested in. */
  parent_id: string | null;
  /** As it was given. */
  template: string;
  data: string;
}

export interface StackResourceRow {
  stack_id: string;
  logical_id: string;
  /** `now`; `before` while a change of it may be taken back; `gone` when it is only left to be removed. */
  slot: 'now' | 'before' | 'gone';
  physical_id: string | null;
  data: string;
}

export interface StackEventRow {
  stack_id: string;
  /** From 1 on. */
  position: number;
  at: number;
  data: string;
}

/** What is being done with a stack, one thing at a time; gone when it is done. */
export interface StackOperationRow {
  stack_id: string;
  /** A later operation on the same stack has another. */
  operation_id: string;
  phase: string;
  /** The node that works on it; null when none does. */
  holder: string | null;
  /** Until when others leave it alone, real time. */
  held_until: number;
  /** What the stack shall be; null for a deletion. */
  template: string | null;
  data: string;
}

/** A signal that a resource waits for. */
export interface StackSignalRow {
  stack_id: string;
  logical_id: string;
  unique_id: string;
  is_success: Truth;
  at: number;
  /** What came with it. */
  data: string;
}

/** A request of a custom resource's, until its operation ends. */
export interface StackRequestRow {
  /** Known to whoever was given the address for the answer, and to nobody else. */
  token: string;
  stack_id: string;
  /** The step that asks: tried again it asks the same. */
  step: string;
  request_id: string;
  asked_at: number;
  is_sent: Truth;
  /** As it came; null before. */
  answer: string | null;
}

export interface ChangeSetRow {
  /** The ARN. */
  id: string;
  stack_id: string;
  name: string;
  created_at: number;
  template: string;
  data: string;
}

export interface StackExportRow {
  account_id: string;
  region: string;
  name: string;
  stack_id: string;
  value: string;
}
