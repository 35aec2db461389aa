import { tagList } from '../../../operation/read-properties.ts';
import type { Existing, ReadContext } from '../../../operation/resource-type.ts';
import { lambdaGone } from './lambda-calls.ts';

/** What Lambda says of an `AWS::Lambda::Function`; its code is not compared, as on AWS. */
export async function readFunction({ physicalId: FunctionName }: Existing, context: ReadContext) {
  const found = await lambdaGone(context, 'GetFunction', { FunctionName });
  if (found?.Configuration === undefined) return undefined;
  const { Description, Handler, Runtime, Role, Timeout, MemorySize, Environment } = found.Configuration;
  const { Architectures, EphemeralStorage, PackageType } = found.Configuration;
  return {
    ...{ FunctionName, Description, Handler, Runtime, Role, Timeout, MemorySize, Architectures, PackageType },
    EphemeralStorage: { Size: EphemeralStorage?.Size },
    Environment: Environment?.Variables === undefined ? undefined : { Variables: Environment.Variables },
    ReservedConcurrentExecutions: found.Concurrency?.ReservedConcurrentExecutions,
    Tags: tagList(found.Tags),
  };
}

/** What Lambda says of an `AWS::Lambda::Alias`. */
export async function readAlias({ properties }: Existing, context: ReadContext) {
  const { Name, FunctionName } = properties;
  const found = await lambdaGone(context, 'GetAlias', { Name, FunctionName });
  if (found === undefined) return undefined;
  return { Name, FunctionVersion: found.FunctionVersion, Description: found.Description };
}
