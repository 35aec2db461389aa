import type { OperationContext } from '../../operation/context.ts';
import { invalidParameter } from './errors.ts';
import { requireFunction } from './find-function.ts';
import { namedFunction, type NamedFunction } from './function-name.ts';
import { lambdaOperation } from './lambda-operation.ts';
import { onFunction } from './permissions.ts';

/** Of an account's 1,000 so many stay for functions that reserved none. */
const MOST_RESERVED = 900;

function functionOf(input: { readonly FunctionName: string }, context: OperationContext): NamedFunction {
  return { ...namedFunction(context, input.FunctionName), qualifier: undefined };
}

function onIt(action: string) {
  return (input: { readonly FunctionName: string }, context: OperationContext) =>
    onFunction(context, action, functionOf(input, context));
}

export const putFunctionConcurrency = lambdaOperation('PutFunctionConcurrency', {
  authorizes: onIt('lambda:PutFunctionConcurrency'),

  async runs(input, context) {
    const { ReservedConcurrentExecutions } = input;
    const functionId = await context.house.store.write(async (tx) => {
      const found = await requireFunction(tx, functionOf(input, context));
      const others = await tx
        .selectFrom('lambda_functions')
        .select('reserved_concurrency')
        .where('account_id', '=', found.accountId)
        .where('region', '=', found.region)
        .where('function_id', '!=', found.functionId)
        .execute();
      const taken = others.reduce((sum, { reserved_concurrency: one }) => sum + (one ?? 0), 0);
      if (taken + ReservedConcurrentExecutions > MOST_RESERVED) {
        throw invalidParameter(
          "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
        );
      }
      await tx
        .updateTable('lambda_functions')
        .set({ reserved_concurrency: ReservedConcurrentExecutions })
        .where('function_id', '=', found.functionId)
        .execute();
      return found.functionId;
    });
    context.house.functions.retire(functionId);
    return { ReservedConcurrentExecutions };
  },
});

export const getFunctionConcurrency = lambdaOperation('GetFunctionConcurrency', {
  authorizes: onIt('lambda:GetFunctionConcurrency'),

  async runs(input, context) {
    const named = functionOf(input, context);
    const { reservedConcurrency } = await context.house.store.read((tx) => requireFunction(tx, named));
    return { ReservedConcurrentExecutions: reservedConcurrency };
  },
});

export const deleteFunctionConcurrency = lambdaOperation('DeleteFunctionConcurrency', {
  authorizes: onIt('lambda:DeleteFunctionConcurrency'),

  async runs(input, context) {
    await context.house.store.write(async (tx) => {
      const { functionId } = await requireFunction(tx, functionOf(input, context));
      await tx
        .updateTable('lambda_functions')
        .set({ reserved_concurrency: null })
        .where('function_id', '=', functionId)
        .execute();
    });
    return {};
  },
});
