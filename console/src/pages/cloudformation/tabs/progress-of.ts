import type { StackEvent } from '@aws-sdk/client-cloudformation';

/** How far CloudFormation is with a stack. */
export interface Progress {
  readonly done: number;
  readonly failed: number;
  /** As far as is known. */
  readonly all: number;
}

/**
 * Counts the resources that the last operation has touched.
 * @param events newest first, as CloudFormation lists them
 * @param expected how many there are to be, where that is known
 */
export function progressOf(events: readonly StackEvent[], expected: number): Progress {
  const begun = events.findIndex(isBeginning);
  const latest = new Map<string, string>();
  for (const { LogicalResourceId = '', PhysicalResourceId, StackId, ResourceStatus } of events.slice(
    0,
    begun === -1 ? events.length : begun,
  )) {
    if (PhysicalResourceId !== StackId && !latest.has(LogicalResourceId))
      latest.set(LogicalResourceId, ResourceStatus ?? '');
  }
  const states = [...latest.values()];
  return {
    done: states.filter((status) => /_(COMPLETE|SKIPPED)$/.test(status)).length,
    failed: states.filter((status) => status.endsWith('_FAILED')).length,
    all: Math.max(expected, latest.size),
  };
}

/** The stack's own event with which somebody began something. */
function isBeginning({ PhysicalResourceId, StackId, ResourceStatus }: StackEvent): boolean {
  return (
    PhysicalResourceId === StackId &&
    /^(CREATE|UPDATE|DELETE|ROLLBACK|UPDATE_ROLLBACK)_IN_PROGRESS$/.test(ResourceStatus ?? '')
  );
}

/** How many resources a template has, JSON or YAML; 0 where that cannot be seen. */
export function countResources(template: string): number {
  if (template.trimStart().startsWith('{')) {
    try {
      const { Resources } = JSON.parse(template) as { readonly Resources?: object };
      return Object.keys(Resources ?? {}).length;
    } catch {
      return 0;
    }
  }
  const lines = template
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  const begin = lines.findIndex((line) => /^Resources\s*:/.test(line)) + 1;
  if (begin === 0) return 0;
  const indent = /^ */.exec(lines[begin] ?? '')?.[0].length ?? 0;
  if (indent === 0) return 0;
  const rest = lines.slice(begin);
  const end = rest.findIndex((line) => /^\S/.test(line));
  const inside = end === -1 ? rest : rest.slice(0, end);
  return inside.filter((line) => /^ *[^\s:#-][^:]*:/.test(line) && /^ */.exec(line)?.[0].length === indent)
    .length;
}
