import type { Caller } from '../../../kernel/caller.ts';
import type { PropertyDifference } from '../../../model/generated/cloudformation.ts';
import type { Properties, ResourceTag } from '../../../operation/resource-type.ts';
import type {
  ChangeSetRow,
  StackOperationRow,
  StackResourceRow,
  StackRow,
} from '../../../store/stack-tables.ts';
import type { ParameterValues } from '../template/parameter-values.ts';
import type { ResourcePolicy } from '../template/template.ts';

/** What a stack shall be, beside its template. */
export interface Definition {
  readonly description?: string | undefined;
  readonly parameters: ParameterValues;
  /** Names of the parameters whose values are not to be shown. */
  readonly noEcho?: readonly string[] | undefined;
  /** What the parameter store held under the names that some parameters give. */
  readonly stored: ParameterValues;
  readonly tags: readonly ResourceTag[];
  readonly capabilities: readonly string[];
  /** The types that the request named, which hold for nested stacks too; absent where it named none. */
  readonly resourceTypes?: readonly string[] | undefined;
  readonly notificationArns: readonly string[];
  /** The template with its transforms carried out; absent where it has none. */
  readonly processed?: string | undefined;
}

export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description?: string | undefined;
  readonly exportName?: string | undefined;
}

/** A stack's column `data`. Times are ms since 1970 in emulated time. */
export interface StackData extends Definition {
  readonly statusReason?: string | undefined;
  /** The service role, for this and every later operation. */
  readonly roleArn?: string | undefined;
  readonly disableRollback: boolean;
  readonly timeoutMinutes?: number | undefined;
  readonly terminationProtection: boolean;
  readonly outputs: readonly StackOutput[];
  readonly updatedAt?: number | undefined;
  readonly stackPolicy?: string | undefined;
  readonly changeSetId?: string | undefined;
  /** The operation and client token of the last request that changed it: the same again is answered alike. */
  readonly lastToken?: string | undefined;
  readonly rootId?: string | undefined;
  /** How many stacks it lies within; absent for one that lies in none. */
  readonly depth?: number | undefined;
  /** What the last look for drift found. */
  readonly drift?: StackDrift | undefined;
}

/** How a stack stands to its template. */
export interface StackDrift {
  readonly status: 'DRIFTED' | 'IN_SYNC' | 'UNKNOWN';
  readonly at: number;
}

/** How a resource stands to its template. */
export interface ResourceDrift {
  readonly status: 'IN_SYNC' | 'MODIFIED' | 'DELETED';
  readonly at: number;
  /** What was compared: the template's properties that the service tells, and what it says of them. */
  readonly expected: Properties;
  readonly actual?: Properties | undefined;
  readonly differences?: readonly PropertyDifference[] | undefined;
}

export interface StackRecord extends Omit<StackRow, 'data'> {
  readonly data: StackData;
}

/** A resource as far as it has come. */
export interface ResourceRecord {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string | undefined;
  readonly status: string;
  readonly statusReason?: string | undefined;
  readonly updatedAt: number;
  /** As the template's functions came out. */
  readonly properties: Properties;
  /** The name that CloudFormation made for it. */
  readonly madeName?: string | undefined;
  readonly ref?: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Whether the attributes are secrets. */
  readonly noEcho?: boolean | undefined;
  readonly metadata?: unknown;
  /** What it waited for: it is removed before them. */
  readonly waits: readonly string[];
  readonly deletionPolicy?: ResourcePolicy | undefined;
  readonly updateReplacePolicy?: ResourcePolicy | undefined;
  readonly creationPolicy?: Properties | undefined;
  /** The stack's tags when it was last made or changed. */
  readonly stackTags: readonly ResourceTag[];
  /** Of the step that made or changes it: for client tokens. */
  readonly token: string;
  readonly startedAt: number;
  /** The operation that last touched it. */
  readonly operationId: string;
  /** What that operation did to it. */
  readonly change?: 'created' | 'updated' | 'replaced' | undefined;
  /** What the last look for drift found. */
  readonly drift?: ResourceDrift | undefined;
}

export type OperationKind = 'create' | 'update' | 'delete' | 'rollback' | 'continue';

/**
 * What an operation does now. `deploy` makes the stack what it shall be; `cleanup` removes what it had
 * before; `undo` removes what a failed creation made; `revert` takes a failed update back, and
 * `revert-cleanup` removes what that made; `delete` removes all.
 */
export type Phase = 'deploy' | 'cleanup' | 'undo' | 'revert' | 'revert-cleanup' | 'delete';

export interface OperationData {
  readonly kind: OperationKind;
  /** On whose behalf; holds no secret. */
  readonly caller: Caller;
  /** Services on whose way the request itself came. */
  readonly calledVia?: readonly string[] | undefined;
  readonly clientRequestToken?: string | undefined;
  /** What an update makes of the stack; absent otherwise. */
  readonly next?: (Definition & { readonly roleArn?: string | undefined }) | undefined;
  /** The stack's policy for this update; absent where it has none. */
  readonly stackPolicy?: string | undefined;
  readonly onFailure: 'ROLLBACK' | 'DO_NOTHING' | 'DELETE';
  /** When it is given up, emulated time. */
  readonly expiresAt?: number | undefined;
  /** Resources that a deletion leaves alone, or a continued rollback skips. */
  readonly skip: readonly string[];
  /** A person asked for the end of the update. */
  readonly isCancelled?: boolean | undefined;
  /** A person asked for the stack's deletion meanwhile. */
  readonly deletion?: Pick<OperationData, 'caller' | 'clientRequestToken' | 'skip'> | undefined;
  readonly changeSetId?: string | undefined;
  /** Whether a person began what goes on, or a failure did. */
  readonly reason?: string | undefined;
}

export interface OperationRecord extends Omit<StackOperationRow, 'data' | 'phase'> {
  readonly phase: Phase;
  readonly data: OperationData;
}

export function toStack(row: StackRow): StackRecord {
  return { ...row, data: JSON.parse(row.data) as StackData };
}

export function toOperation(row: StackOperationRow): OperationRecord {
  return { ...row, phase: row.phase as Phase, data: JSON.parse(row.data) as OperationData };
}

export function toResource(row: StackResourceRow): ResourceRecord {
  return JSON.parse(row.data) as ResourceRecord;
}

export function resourceRow(
  stackId: string,
  slot: StackResourceRow['slot'],
  record: ResourceRecord,
): StackResourceRow {
  return {
    stack_id: stackId,
    logical_id: record.logicalId,
    slot,
    physical_id: record.physicalId ?? null,
    data: JSON.stringify(record),
  };
}

/** An event's column `data`. */
export interface EventData {
  readonly eventId: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string | undefined;
  readonly properties?: string | undefined;
  readonly clientRequestToken?: string | undefined;
}

/** A change set's column `data`. */
export interface ChangeSetData extends Definition {
  readonly type: 'CREATE' | 'UPDATE';
  readonly templateDescription?: string | undefined;
  readonly status: 'CREATE_COMPLETE' | 'FAILED';
  readonly executionStatus:
    | 'AVAILABLE'
    | 'UNAVAILABLE'
    | 'OBSOLETE'
    | 'EXECUTE_IN_PROGRESS'
    | 'EXECUTE_COMPLETE'
    | 'EXECUTE_FAILED';
  readonly statusReason?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly onFailure?: OperationData['onFailure'] | undefined;
  readonly includeNestedStacks?: boolean | undefined;
  /** As AWS's `Changes`. */
  readonly changes: readonly object[];
}

export interface ChangeSetRecord extends Omit<ChangeSetRow, 'data'> {
  readonly data: ChangeSetData;
}

export function toChangeSet(row: ChangeSetRow): ChangeSetRecord {
  return { ...row, data: JSON.parse(row.data) as ChangeSetData };
}
