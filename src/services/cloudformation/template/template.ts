import type { Plain } from './read-template.ts';

/** A template whose form was checked; its functions stand as they were written. */
export interface Template {
  readonly description?: string | undefined;
  readonly metadata?: Plain | undefined;
  readonly transforms: readonly string[];
  readonly parameters: ReadonlyMap<string, ParameterDeclaration>;
  /** Map → top-level key → second-level key → text or list. */
  readonly mappings: Readonly<Record<string, Plain>>;
  readonly conditions: ReadonlyMap<string, Plain>;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly resources: ReadonlyMap<string, TemplateResource>;
  readonly outputs: ReadonlyMap<string, TemplateOutput>;
}

export interface ParameterDeclaration {
  readonly type: string;
  readonly default?: string | undefined;
  readonly description?: string | undefined;
  readonly noEcho: boolean;
  readonly allowedValues?: readonly string[] | undefined;
  readonly allowedPattern?: string | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minValue?: number | undefined;
  readonly maxValue?: number | undefined;
  readonly constraintDescription?: string | undefined;
}

export type ResourcePolicy = 'Delete' | 'Retain' | 'Snapshot' | 'RetainExceptOnCreate';

export interface TemplateResource {
  readonly type: string;
  readonly condition?: string | undefined;
  readonly properties: Plain;
  readonly metadata?: Plain | undefined;
  readonly dependsOn: readonly string[];
  /** A `ResourcePolicy`, or a function that stands for one. */
  readonly deletionPolicy?: Plain | undefined;
  readonly updateReplacePolicy?: Plain | undefined;
  readonly creationPolicy?: Plain | undefined;
  readonly updatePolicy?: Plain | undefined;
}

export interface TemplateOutput {
  readonly value: Plain;
  readonly description?: string | undefined;
  readonly condition?: string | undefined;
  readonly exportName?: Plain | undefined;
}

export interface Rule {
  readonly condition?: Plain | undefined;
  readonly assertions: readonly { readonly assert: Plain; readonly description?: string | undefined }[];
}
