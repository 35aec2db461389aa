import type { GetTemplateSummaryOutput, Stack } from '@aws-sdk/client-cloudformation';
import type { TagEditorProps } from '@cloudscape-design/components/tag-editor';

/** Whether the wizard makes a stack, changes one, or prepares a change. */
export type Purpose = 'create' | 'update' | 'change set';

/** What is done with what was made, when making the stack fails. */
export type OnFailure = 'ROLLBACK' | 'DO_NOTHING' | 'DELETE';

/** What a person has typed so far. */
export interface StackDraft {
  readonly templateFrom: 'text' | 'current';
  readonly template: string;
  /** What CloudFormation said of the template, once it was asked. */
  readonly summary: GetTemplateSummaryOutput | undefined;
  /** The stack's, or the change set's. */
  readonly name: string;
  readonly parameters: Readonly<Record<string, ParameterDraft>>;
  readonly tags: readonly TagEditorProps.Tag[];
  readonly roleArn: string;
  readonly onFailure: OnFailure;
  readonly acknowledged: readonly string[];
}

/** The same, where the template may not have been touched: then it is the stack's own. */
export type TypedDraft = Omit<StackDraft, 'template'> & { readonly template: string | undefined };

/** A parameter's value, or that it stays as it is. */
export interface ParameterDraft {
  readonly value: string;
  readonly isKept: boolean;
}

const BEGUN = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: ec2.amazonaws.com
            Action: sts:AssumeRole
  Profile:
    Type: AWS::IAM::InstanceProfile
    Properties:
      Roles:
        - !Ref Role
Outputs:
  Profile:
    Value: !GetAtt Profile.Arn
`;

/** What the wizard begins with. @param stack the one to be changed */
export function beginDraft(purpose: Purpose, stack: Stack | undefined): TypedDraft {
  return {
    templateFrom: stack === undefined ? 'text' : 'current',
    template: stack === undefined ? BEGUN : undefined,
    summary: undefined,
    name: purpose === 'change set' ? `${stack?.StackName ?? ''}-${changeSetMark()}` : '',
    parameters: {},
    tags: (stack?.Tags ?? []).map(({ Key = '', Value = '' }) => ({
      key: Key,
      value: Value,
      existing: false,
    })),
    roleArn: stack?.RoleARN ?? '',
    onFailure: 'ROLLBACK',
    acknowledged: [],
  };
}

/** What distinguishes one change set from the next, as AWS's console names them. */
function changeSetMark(): string {
  return new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
}

/** The parameters that a template declares, with what is known of their values: what was typed, the stack's own, the default. */
export function parametersOf(
  summary: GetTemplateSummaryOutput,
  stack: Stack | undefined,
  typed: StackDraft['parameters'],
): StackDraft['parameters'] {
  const before = new Map(
    stack?.Parameters?.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]),
  );
  return Object.fromEntries(
    (summary.Parameters ?? []).map(({ ParameterKey = '', DefaultValue = '', NoEcho }) => {
      const had = before.get(ParameterKey);
      const begun =
        had === undefined
          ? { value: DefaultValue, isKept: false }
          : { value: NoEcho === true ? '' : had, isKept: NoEcho === true };
      return [ParameterKey, typed[ParameterKey] ?? begun];
    }),
  );
}
