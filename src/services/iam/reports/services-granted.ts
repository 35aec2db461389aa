import type { CompiledPolicy, CompiledStatement } from '../../../policy/compiled-policy.ts';

/** The namespaces of services that the house itself serves, in their order. */
const SERVED = ['ec2', 'iam', 'organizations', 's3', 'sts'] as const;

/** Whether a policy allows something of a service's, whatever its conditions and its Denies say. */
export function grantsService({ statements }: CompiledPolicy, namespace: string): boolean {
  return statements.some((statement) => {
    const named = namespacesOf(statement);
    return named === 'any' || named.includes(namespace);
  });
}

/** Whether some policy allows an action, likewise. @param action `service:Name` */
export function grantsAction(policies: readonly CompiledPolicy[], action: string): boolean {
  return policies.some(({ allows }) => allows.speakingOf(action).length > 0);
}

/** The services that policies allow something of: those that they name, and where one names any, all served. */
export function servicesGranted(policies: readonly CompiledPolicy[]): readonly string[] {
  const granted = new Set<string>();
  for (const statement of policies.flatMap(({ statements }) => statements)) {
    const named = namespacesOf(statement);
    for (const namespace of named === 'any' ? SERVED : named) granted.add(namespace);
  }
  return [...granted].sort();
}

function namespacesOf({ effect, action }: CompiledStatement): readonly string[] | 'any' {
  if (effect === 'Deny') return [];
  if (action.element === 'NotAction') return 'any';
  const named = action.patterns.map((pattern) =>
    pattern.slice(0, Math.max(0, pattern.indexOf(':'))).toLowerCase(),
  );
  return named.some((namespace) => namespace === '' || /[*?]/.test(namespace)) ? 'any' : named;
}
