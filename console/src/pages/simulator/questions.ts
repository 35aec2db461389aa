import type { ContextEntry, ContextKeyTypeEnum } from '@aws-sdk/client-iam';

/** What is asked of policies: each action on each resource, with the same condition keys. */
export interface Questions {
  readonly actions: readonly string[];
  /** ARNs, one a line. */
  readonly resources: string;
  readonly context: readonly ContextRow[];
}

/** A condition key as it is typed. */
export interface ContextRow {
  readonly key: string;
  readonly type: ContextKeyTypeEnum;
  readonly value: string;
}

export const NO_QUESTIONS: Questions = { actions: [], resources: '', context: [] };

export const CONTEXT_TYPES: readonly ContextKeyTypeEnum[] = [
  'string',
  'stringList',
  'numeric',
  'numericList',
  'boolean',
  'booleanList',
  'ip',
  'ipList',
  'date',
  'dateList',
  'binary',
  'binaryList',
];

/** What keeps an action from being simulated. */
export function isAction(text: string): boolean {
  return /^[A-Za-z\d-]+:[A-Za-z\d]+$/.test(text);
}

/** Types of the global keys whose values are no texts; of others AWS's tables would tell. */
const TYPES: Readonly<Record<string, ContextKeyTypeEnum>> = {
  'aws:sourceip': 'ip',
  'aws:vpcsourceip': 'ip',
  'aws:currenttime': 'date',
  'aws:tokenissuetime': 'date',
  'aws:epochtime': 'numeric',
  'aws:multifactorauthage': 'numeric',
  'aws:multifactorauthpresent': 'boolean',
  'aws:securetransport': 'boolean',
  'aws:viaawsservice': 'boolean',
  'aws:principalisawsservice': 'boolean',
  'aws:tagkeys': 'stringList',
  'aws:calledvia': 'stringList',
  'aws:principalorgpaths': 'stringList',
};

/** A row for a key, to be filled in. */
export function rowOf(key: string): ContextRow {
  return { key, type: TYPES[key.toLowerCase()] ?? 'string', value: '' };
}

/** The members that both of IAM's simulations take; a key without a value is one that the request has not. */
export function simulationInput({ actions, resources, context }: Questions) {
  const arns = resources.split(/\s+/).filter((arn) => arn !== '');
  return {
    ActionNames: [...actions],
    ...(arns.length === 0 ? {} : { ResourceArns: arns }),
    ContextEntries: context.flatMap(({ key, type, value }): ContextEntry[] => {
      if (key === '' || value === '') return [];
      const values = type.endsWith('List') ? value.split(',').map((one) => one.trim()) : [value];
      return [{ ContextKeyName: key, ContextKeyType: type, ContextKeyValues: values }];
    }),
  };
}
