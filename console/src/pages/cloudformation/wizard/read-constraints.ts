/** What a template wants of a parameter's value. `GetTemplateSummary` tells of `AllowedValues` alone. */
export interface Constraints {
  readonly AllowedPattern?: string | undefined;
  readonly MinLength?: number | undefined;
  readonly MaxLength?: number | undefined;
  readonly MinValue?: number | undefined;
  readonly MaxValue?: number | undefined;
  /** What the template's author says of all these. */
  readonly ConstraintDescription?: string | undefined;
}

/** By the parameters' names. */
export type ConstraintsByName = ReadonlyMap<string, Constraints>;

const NUMBERS = ['MinLength', 'MaxLength', 'MinValue', 'MaxValue'] as const;
const TEXTS = ['AllowedPattern', 'ConstraintDescription'] as const;

/**
 * Reads them of a template in YAML or JSON, which is YAML too. It is CloudFormation that says whether the template is one:
 * what cannot be read here is left to it.
 */
export async function readConstraints(template: string): Promise<ConstraintsByName> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(template, { logLevel: 'silent' });
  const section: unknown = document.errors.length === 0 ? document.toJS() : undefined;
  return new Map(
    Object.entries(membersOf(membersOf(section)['Parameters'])).map(([name, declared]) => [
      name,
      constraintsOf(membersOf(declared)),
    ]),
  );
}

function constraintsOf(declared: Readonly<Record<string, unknown>>): Constraints {
  const numbers = NUMBERS.flatMap((name) => {
    const number = Number(declared[name] ?? Number.NaN);
    return Number.isFinite(number) ? [[name, number]] : [];
  });
  const texts = TEXTS.flatMap((name) => (typeof declared[name] === 'string' ? [[name, declared[name]]] : []));
  return Object.fromEntries([...numbers, ...texts]) as Constraints;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
