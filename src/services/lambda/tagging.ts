import type { OperationContext } from '../../operation/context.ts';
import { requestTagKeys, tagKeys } from '../../operation/tag-keys.ts';
import { functionNotFound, invalidParameter, notBuilt } from './errors.ts';
import { functionIn } from './find-function.ts';
import { namedArn, namedFunction, type NamedFunction } from './function-name.ts';
import { lambdaOperation } from './lambda-operation.ts';
import { onFunction } from './permissions.ts';
import { assertTags, putTags, removeTags, tagList, tagMap, tagsOf } from './tags.ts';
import type { ReadTx } from '../../store/store.ts';

export const tagResource = lambdaOperation('TagResource', {
  authorizes: (input, context) =>
    onFunction(
      context,
      'lambda:TagResource',
      tagged(input.Resource, context),
      requestTagKeys(tagList(input.Tags)),
    ),

  async runs(input, context) {
    assertTags(input.Tags);
    await context.house.store.write(async (tx) => {
      await putTags(tx, await requireId(tx, tagged(input.Resource, context)), input.Tags);
    });
    return {};
  },
});

export const untagResource = lambdaOperation('UntagResource', {
  authorizes: (input, context) =>
    onFunction(context, 'lambda:UntagResource', tagged(input.Resource, context), tagKeys(input.TagKeys)),

  async runs(input, context) {
    await context.house.store.write(async (tx) => {
      await removeTags(tx, await requireId(tx, tagged(input.Resource, context)), input.TagKeys);
    });
    return {};
  },
});

export const listTags = lambdaOperation('ListTags', {
  authorizes: (input, context) => onFunction(context, 'lambda:ListTags', tagged(input.Resource, context)),

  runs: (input, context) =>
    context.house.store.read(async (tx) => ({
      Tags: tagMap(await tagsOf(tx, await requireId(tx, tagged(input.Resource, context)))),
    })),
});

/** @throws AwsError InvalidParameterValueException for what is no function, or one with a qualifier */
function tagged(resource: string, context: OperationContext): NamedFunction {
  if (!/^arn:[^:]+:lambda:[^:]*:[^:]*:function:/.test(resource))
    throw notBuilt(`resources such as ${resource}`);
  const named = namedFunction(context, resource);
  if (named.qualifier !== undefined) {
    throw invalidParameter(
      'Tags on function aliases and versions are not supported. Please specify either a function ARN or a function name.',
    );
  }
  return named;
}

async function requireId(tx: ReadTx, named: NamedFunction): Promise<string> {
  const found = await functionIn(tx, named);
  if (found === undefined) throw functionNotFound(namedArn(named));
  return found.functionId;
}
