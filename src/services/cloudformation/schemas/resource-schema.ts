/** What AWS publishes of resource types. */
export interface ResourceSchemas {
  /** By the type's name, for example `AWS::IAM::Role`. */
  readonly types: Readonly<Record<string, ResourceSchema>>;
  /** Structures by id; they may contain each other. */
  readonly structures: Readonly<Record<string, Readonly<Record<string, PropertySchema>>>>;
}

export interface ResourceSchema {
  readonly properties: Readonly<Record<string, PropertySchema>>;
  /** What `Fn::GetAtt` may ask for, nested names with a full stop. */
  readonly attributes: readonly string[];
  /** The property that holds tags: a list of Key and Value, or as AWS::SSM::Parameter's a map. */
  readonly tags?: string | undefined;
}

export interface PropertySchema {
  readonly type: ValueSchema;
  readonly required?: true | undefined;
  /** Whether a change makes a new resource: always, or under conditions that AWS tells only in words. */
  readonly replaces?: 'yes' | 'maybe' | undefined;
}

/** What a value may be. `json` is anything; `tag` an object of Key and Value. */
export type ValueSchema =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'json'
  | 'tag'
  | { readonly enum: readonly (string | number)[] }
  | { readonly list: ValueSchema }
  | { readonly map: ValueSchema }
  | { readonly oneOf: readonly ValueSchema[] }
  | { readonly structure: string };
