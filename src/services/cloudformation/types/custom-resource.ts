import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../../kernel/aws-error.ts';
import { textOf } from '../../../operation/resource-properties.ts';
import type {
  Existing,
  Made,
  OpenRequest,
  Properties,
  ResourceContext,
  ResourceType,
} from '../../../operation/resource-type.ts';
import { makeName } from '../engine/made-names.ts';
import {
  customResourceFailed,
  invalidPhysicalId,
  noAnswer,
  noServiceToken,
  TOKEN_CHANGED,
} from './custom-errors.ts';
import { readAnswer, type CustomAnswer } from './custom-answer.ts';
import { serviceTimeout, functionOf } from './custom-service.ts';

const LONGEST_ID = 255;

/**
 * `Custom::…` and `AWS::CloudFormation::CustomResource`: a Lambda function is told of each step as the
 * stack's caller, and says how it went by a PUT to an address that it is given.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html
 */
export function customResource(type: string): ResourceType {
  return {
    type,

    async create(properties, context) {
      if (textOf(properties, 'ServiceToken') === undefined) throw noServiceToken(context.logicalId);
      const { request, asked } = await ask(context, 'Create', type, properties);
      let answer: CustomAnswer;
      try {
        answer = await asked;
      } catch (error) {
        // Nobody knows what the function has done by now: it is told to undo it, by an id of ours.
        await context.initiated(ownId(context, request));
        throw error;
      }
      const physicalId = answer.physicalId ?? ownId(context, request);
      await context.initiated(physicalId);
      return made(answer, request);
    },

    refuses: ({ properties, wanted }) =>
      properties['ServiceToken'] === wanted['ServiceToken'] ? undefined : TOKEN_CHANGED,

    async update({ physicalId, properties, wanted, attributes }, context) {
      if (isDeepStrictEqual(properties, wanted)) return { physicalId, attributes };
      const { request, asked } = await ask(context, 'Update', type, wanted, {
        PhysicalResourceId: physicalId,
        OldResourceProperties: asTexts(properties),
      });
      return made(await asked, request);
    },

    async remove({ physicalId: PhysicalResourceId, properties }: Existing, context) {
      const { request, asked } = await ask(context, 'Delete', type, properties, { PhysicalResourceId }).catch(
        unlessFunctionGone,
      );
      const { status, reason } = await asked;
      if (status === 'FAILED') throw customResourceFailed(reason, request.requestId);
    },
  };
}

/** Tells the function of a step. */
async function ask(
  context: ResourceContext,
  RequestType: 'Create' | 'Update' | 'Delete',
  ResourceType: string,
  properties: Properties,
  more: object = {},
): Promise<{ readonly request: OpenRequest; readonly asked: Promise<CustomAnswer> }> {
  const FunctionName = functionOf(properties);
  const timeout = serviceTimeout(properties);
  const { stackId: StackId, logicalId: LogicalResourceId } = context;
  const request = await context.openRequest(RequestType);
  if (!request.isSent) {
    const event = {
      ...{ RequestType, ServiceToken: FunctionName, ResponseURL: request.url, StackId },
      ...{ RequestId: request.requestId, LogicalResourceId, ResourceType, ...more },
      ResourceProperties: asTexts(properties),
    };
    const Payload = Buffer.from(JSON.stringify(event));
    await context.call('lambda', 'Invoke', { FunctionName, InvocationType: 'Event', Payload });
    await request.sent();
  }
  return { request, asked: answerTo(request, timeout) };
}

async function answerTo(request: OpenRequest, timeoutSeconds: number): Promise<CustomAnswer> {
  const text = await request.answer(timeoutSeconds);
  if (text === undefined) throw noAnswer(request.requestId);
  return readAnswer(text);
}

/** @throws AwsError for a step that failed, or an answer without an id */
function made({ status, reason, physicalId, data, noEcho }: CustomAnswer, { requestId }: OpenRequest): Made {
  if (status === 'FAILED') throw customResourceFailed(reason, requestId);
  if (physicalId === undefined) throw invalidPhysicalId();
  return { physicalId, attributes: data, noEcho };
}

/** The id of what a function may have made without saying so, alike however often it is asked for. */
function ownId({ stackName, logicalId }: ResourceContext, { requestId }: OpenRequest): string {
  const digits = requestId.replaceAll('-', '');
  let at = 0;
  return makeName(stackName, logicalId, { maxLength: LONGEST_ID }, (below) => {
    at = (at + 1) % digits.length;
    return Number.parseInt(`${digits[at]}${digits[(at + 7) % digits.length]}`, 16) % below;
  });
}

/** CloudFormation hands numbers and truth over as text. */
function asTexts(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(asTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asTexts(member)]));
}

/** That the function is gone does not mean that what it made is. */
function unlessFunctionGone(error: unknown): never {
  if (error instanceof AwsError && error.code === 'ResourceNotFoundException')
    throw new AwsError('InvalidRequest', error.status, error.message);
  throw error;
}
