import type { RunInstancesRequest } from '../../../model/generated/ec2.ts';
import type { SsmOperations } from '../../../model/generated/ssm.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { ssmParameterNotFound, ssmParameterOfOtherType } from './launch-errors.ts';

const PREFIX = 'resolve:ssm:';

/**
 * A launch whose image is given as `resolve:ssm:` and a parameter's name, with a version or label perhaps:
 * with the image that Systems Manager names, asked as the caller.
 *
 * @throws AwsError SsmInvalidParameter, or Systems Manager's refusal
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/finding-an-ami.html#using-systems-manager-parameter-to-find-AMI
 */
export async function resolveImage(
  context: OperationContext,
  input: RunInstancesRequest,
): Promise<RunInstancesRequest> {
  const { ImageId } = input;
  if (ImageId === undefined || !ImageId.startsWith(PREFIX)) return input;
  const name = ImageId.slice(PREFIX.length);
  const { Parameters = [] } = (await context.dispatch({
    service: 'ssm',
    operation: 'GetParameters',
    input: { Names: [name] },
    via: 'ec2.amazonaws.com',
  })) as SsmOperations['GetParameters']['output'];
  const [parameter] = Parameters;
  if (parameter?.Value === undefined) throw ssmParameterNotFound(name);
  if (parameter.DataType !== 'aws:ec2:image') throw ssmParameterOfOtherType();
  return { ...input, ImageId: parameter.Value };
}
