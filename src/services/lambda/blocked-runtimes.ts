import type { Runtime } from '../../model/generated/lambda.ts';
import { invalidParameter } from './errors.ts';

/**
 * Runtimes of which AWS lets nobody make functions any more; those that it has deprecated and not blocked are taken.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
const BLOCKED: ReadonlySet<Runtime> = new Set([
  ...(['dotnetcore1.0', 'dotnetcore2.0', 'dotnetcore2.1', 'dotnetcore3.1', 'go1.x', 'java8'] as const),
  ...(['nodejs', 'nodejs4.3', 'nodejs4.3-edge', 'nodejs6.10', 'nodejs8.10'] as const),
  ...(['nodejs10.x', 'nodejs12.x', 'nodejs14.x', 'provided'] as const),
  ...(['python2.7', 'python3.6', 'python3.7', 'ruby2.5', 'ruby2.7'] as const),
]);

/** @throws AwsError InvalidParameterValueException, as a function is made with such a runtime or changed to one */
export function assertNotBlocked(runtime: Runtime | undefined): void {
  if (runtime === undefined || !BLOCKED.has(runtime)) return;
  throw invalidParameter(
    `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. ` +
      'We recommend you use a supported runtime while creating or updating functions.',
  );
}
