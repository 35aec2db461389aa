/** What to do about sentences of CloudFormation's: the first whose pattern fits. */
const MENDS: readonly (readonly [RegExp, string])[] = [
  [
    /not well-formed/,
    'mend the text there: a bracket, a quote or the indentation, or a name that stands twice',
  ],
  [/unsupported structure/, 'write a template: an object with `Resources`'],
  [/At least one Resources/, 'add `Resources` with at least one resource'],
  [
    /Invalid template property or properties/,
    'write one of the sections that a template has, as `Resources` or `Outputs`',
  ],
  [
    /Invalid template resource property/,
    'move it into `Properties`, or write `Type`, `DependsOn`, `Condition`, `Metadata` or a policy attribute',
  ],
  [
    /Invalid template parameter property/,
    'write a member that parameters have, as `Type`, `Default` or `AllowedValues`',
  ],
  [/'null' values/, 'give it a value, or remove it; `!Ref AWS::NoValue` stands for none'],
  [/definition is malformed/, 'write an object with `Type`, or the transform that the loop needs'],
  [
    /Unrecognized (Deletion|UpdateReplace)Policy/,
    'write `Delete`, `Retain`, `RetainExceptOnCreate` or `Snapshot`',
  ],
  [/keyword \[enum\]/, 'write one of the values that the property takes'],
  [/must contain a Type/, 'give it a `Type`'],
  [/non alphanumeric/, 'use letters and digits only in the name'],
  [
    /Unresolved resource dependencies/,
    'write the logical id of a resource or the name of a parameter of this template, or add it',
  ],
  [
    /Unresolved dependencies/,
    'refer to parameters only: conditions and rules are decided before any resource is made',
  ],
  [/Unresolved condition/, 'write the name of a condition in `Conditions`, or add it'],
  [/references undefined resource/, 'write the logical id of a resource of this template, or add it'],
  [
    /Circular dependency/,
    'let one of them not refer to the next: for rules between security groups or policies of roles use a resource of their own',
  ],
  [
    /Unrecognized parameter type/,
    'write `String`, `Number`, `CommaDelimitedList` or one of the types that AWS lists',
  ],
  [/unsupported function/, 'write one of the functions that CloudFormation has'],
  [/Unable to get mapping/, 'write a key that the map has, or add it'],
  [/nonexistent value at index/, 'select an item that the list has: the first is 0'],
  [
    /deletion policy Snapshot/,
    'write `Retain` or `Delete`: only volumes, databases, clusters and caches have snapshots',
  ],
  [/Mapping named/, 'write the name of a map in `Mappings`, or add it'],
  [/every (\S+) object/, 'give the function the arguments that it takes'],
  [/must contain a Value/, 'give the output a `Value`'],
  [/not a supported value for AWSTemplateFormatVersion/, 'write `2010-09-09`, or leave it out'],
  [/No transform named/, 'transforms of one’s own are not built here: look at the template that they make'],
  [/required key/, 'add it'],
  [/extraneous key/, 'remove it, or write the name that it should have'],
  [/expected type/, 'write a value of the type that is expected'],
];

/** What to write instead, for a sentence of CloudFormation's. @param type of the resource that it is about */
export function mendOf(says: string, type?: string): string {
  const mend =
    MENDS.find(([pattern]) => pattern.test(says))?.[1] ?? 'write it as AWS’s template reference says';
  return type === undefined ? mend : `${mend}: see ${type} in AWS’s template reference`;
}
