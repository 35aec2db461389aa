import type { OperationContext } from '../../../operation/context.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { ParameterDeclaration as WireParameter } from '../../../model/generated/cloudformation.ts';
import { cloudformationOperation } from '../cloudformation-operation.ts';
import { noStack, noStackWithId } from '../errors.ts';
import { toChangeSet } from '../engine/records.ts';
import { neededCapabilities } from '../template/capabilities.ts';
import { checkTemplate, outlineOf } from '../template/check-template.ts';
import { hasTransforms, processTemplate } from '../template/process-template.ts';
import { readTemplate } from '../template/read-template.ts';
import type { Template } from '../template/template.ts';
import { findChangeSet } from '../change-sets/find-change-set.ts';
import { assertTypes } from './assert-types.ts';
import { onStack, regionOf, stackMeant } from './find-stack.ts';
import { templateAt, templateOf } from './template-source.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
export const validateTemplate = cloudformationOperation('ValidateTemplate', {
  authorizes: ({ TemplateURL }): Authorization => ({
    action: 'cloudformation:ValidateTemplate',
    resource: '*',
    keys: { 'cloudformation:TemplateUrl': TemplateURL },
  }),

  async runs(input, context) {
    const template = await checked(await templateOf(input, context), context);
    // What is made under a condition may never be made: its type is asked for when it is.
    await assertTypes(template.resources, ({ condition }) => condition === undefined, context);
    const { capabilities, reason } = neededCapabilities(template);
    return {
      Parameters: [...template.parameters].map(([ParameterKey, declared]) => ({
        ParameterKey,
        DefaultValue: declared.default,
        NoEcho: declared.noEcho,
        Description: declared.description,
      })),
      Description: template.description,
      ...(capabilities.length === 0
        ? {}
        : {
            Capabilities: capabilities as ('CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM')[],
            CapabilitiesReason: reason,
          }),
      ...(template.transforms.length === 0 ? {} : { DeclaredTransforms: template.transforms }),
    };
  },
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export const getTemplateSummary = cloudformationOperation('GetTemplateSummary', {
  authorizes: ({ StackName, TemplateURL }, context) => {
    const keys = { 'cloudformation:TemplateUrl': TemplateURL };
    if (StackName !== undefined) return onStack(context, 'GetTemplateSummary', StackName, keys);
    return { action: 'cloudformation:GetTemplateSummary', resource: '*', keys };
  },

  async runs({ StackName, ...source }, context) {
    const body =
      StackName === undefined ? await templateOf(source, context) : await stackBody(StackName, context);
    const template = await checked(body, context);
    const { capabilities, reason } = neededCapabilities(template);
    const types = [...template.resources.values()].map(({ type }) => type);
    return {
      Parameters: [...template.parameters].map(([ParameterKey, declared]): WireParameter => ({
        ParameterKey,
        DefaultValue: declared.default,
        ParameterType: declared.type,
        NoEcho: declared.noEcho,
        Description: declared.description,
        ParameterConstraints: { AllowedValues: declared.allowedValues ?? [] },
      })),
      Description: template.description,
      ...(capabilities.length === 0
        ? {}
        : {
            Capabilities: capabilities as ('CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM')[],
            CapabilitiesReason: reason,
          }),
      ResourceTypes: [...new Set(types)],
      Version: '2010-09-09',
      Metadata: template.metadata === undefined ? undefined : JSON.stringify(template.metadata),
      ...(template.transforms.length === 0 ? {} : { DeclaredTransforms: template.transforms }),
      ResourceIdentifierSummaries: [],
    };
  },
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export const getTemplate = cloudformationOperation('GetTemplate', {
  authorizes: ({ StackName, ChangeSetName }, context) =>
    onStack(context, 'GetTemplate', StackName ?? ChangeSetName ?? '*'),

  async runs({ StackName, ChangeSetName, TemplateStage = 'Original' }, context) {
    const shown = (body: string, processed: string | undefined) => ({
      TemplateBody: TemplateStage === 'Processed' ? (processed ?? body) : body,
      StagesAvailable: ['Original', 'Processed'] as const,
    });
    if (ChangeSetName !== undefined) {
      const set = toChangeSet(await findChangeSet(context, ChangeSetName, StackName));
      return shown(set.template, set.data.processed);
    }
    const stack = await stackMeant(context, StackName ?? '');
    if (stack === undefined) throw noStackWithId(StackName ?? '');
    return shown(stack.template, stack.data.processed);
  },
});

async function stackBody(name: string, context: OperationContext): Promise<string> {
  const stack = await stackMeant(context, name);
  if (stack === undefined) throw noStack(name);
  return stack.data.processed ?? stack.template;
}

/** A template whose form is sound; what transforms make of values that only a stack has stays open. */
async function checked(body: string, context: OperationContext): Promise<Template> {
  const raw = readTemplate(body);
  if (hasTransforms(raw)) {
    const outline = outlineOf(raw);
    if ([...outline.parameters.values()].some((declared) => declared.default === undefined)) return outline;
  }
  const { accountId, region } = regionOf(context);
  const { template } = await processTemplate(raw, {
    parameters: [],
    previous: undefined,
    place: { accountId, region, stackId: '', stackName: '', notificationArns: [] },
    include: (location) => templateAt(location, context),
  });
  return checkTemplate(template);
}
