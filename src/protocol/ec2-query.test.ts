import { describe, expect, test } from 'vitest';
import { AwsError } from '../kernel/aws-error.ts';
import { loadServiceModel } from '../model/load-service-model.ts';
import { encodeError } from './encode-error.ts';
import { encodeOutput } from './encode-output.ts';
import { findOperation } from './find-operation.ts';
import { decodeForm, refusalOf, testRequest } from './test-request.ts';
import { notImplemented } from './wire-errors.ts';

const ec2 = loadServiceModel('ec2');

describe('EC2', () => {
  test('lists are numbered at once and names begin with a capital', () => {
    const form =
      'Action=RunInstances&MinCount=1&MaxCount=2&ImageId=ami-1&SecurityGroupId.1=sg-1&SecurityGroupId.2=sg-2' +
      '&TagSpecification.1.ResourceType=instance&TagSpecification.1.Tag.1.Key=Name&TagSpecification.1.Tag.1.Value=x' +
      '&IamInstanceProfile.Name=p&UserData=aGk%3D&DryRun=false';
    expect(decodeForm(ec2, form)).toEqual({
      MinCount: 1,
      MaxCount: 2,
      ImageId: 'ami-1',
      SecurityGroupIds: ['sg-1', 'sg-2'],
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'x' }] }],
      IamInstanceProfile: { Name: 'p' },
      UserData: 'aGk=',
      DryRun: false,
    });
  });

  test.each([
    ['Action=TerminateInstances', 'MissingParameter', 'The request must contain the parameter InstanceId'],
    [
      'Action=TerminateInstances&InstanceId=',
      'MissingParameter',
      'The request must contain the parameter InstanceId',
    ],
    [
      'Action=DescribeIamInstanceProfileAssociations&MaxResults=1',
      'InvalidParameterValue',
      'Value ( 1 ) for parameter maxResults is invalid. Expecting a value greater than 5.',
    ],
    [
      'Action=RunInstances&MinCount=1&MaxCount=1&InstanceType=t2.hat',
      'InvalidParameterValue',
      "Invalid value 't2.hat' for InstanceType.",
    ],
  ])("%s is refused in EC2's words", (form, code, message) => {
    const error = refusalOf(() => decodeForm(ec2, form));
    expect([error.code, error.status, error.message]).toEqual([code, 400, message]);
  });

  test.each([
    ['Action=RunInstances&MinCount=1&MaxCount=1&Bogus=1', 'Bogus'],
    ['Action=DescribeInstances&instanceId.1=i-1', 'instanceId'],
    ['Action=CreateTags&ResourceId.1=i-1&Tag.1.Key=a&Tag.1.Item=b', 'Item'],
    ['Action=RunInstances&MinCount=1&MaxCount=1&Ebs.VolumeSize=1', 'Ebs'],
  ])('%s is UnknownParameter, by its last name', (form, name) => {
    const error = refusalOf(() => decodeForm(ec2, form));
    expect([error.code, error.status, error.message]).toEqual([
      'UnknownParameter',
      400,
      `The parameter ${name} is not recognized`,
    ]);
  });

  test('lists that are empty are sent as names without a value, and how a request is signed is no parameter of its operation', () => {
    const signed =
      'AWSAccessKeyId=a&Signature=b&SignatureVersion=2&SignatureMethod=HmacSHA256&Timestamp=t&Expires=e&SecurityToken=s' +
      '&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=c&X-Amz-Signature=d';
    const form = `Action=DescribeVpcs&Tags=&VpcId=&Filter=&${signed}`;
    expect(decodeForm(ec2, form)).toEqual({ VpcIds: [], Filters: [] });
  });

  test('answers begin with the request id', () => {
    const { body } = encodeOutput(
      ec2.operations.get('DescribeIamInstanceProfileAssociations')!,
      {
        IamInstanceProfileAssociations: [{ AssociationId: 'a', Timestamp: new Date(0), State: 'associated' }],
      },
      { requestId: 'r-1', strict: true },
    );
    expect(body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<DescribeIamInstanceProfileAssociationsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId>' +
        '<iamInstanceProfileAssociationSet><item><associationId>a</associationId><state>associated</state>' +
        '<timestamp>1970-01-01T00:00:00.000Z</timestamp></item></iamInstanceProfileAssociationSet></DescribeIamInstanceProfileAssociationsResponse>',
    );
  });

  test('errors stand in a list', () => {
    const error = new AwsError('InvalidInstanceID.NotFound', 400, "The instance ID 'i-1' does not exist");
    expect(encodeError(ec2, error, { requestId: 'r-1', method: 'POST' }).body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>InvalidInstanceID.NotFound</Code>' +
        "<Message>The instance ID 'i-1' does not exist</Message></Error></Errors><RequestID>r-1</RequestID></Response>",
    );
  });

  test('what AWS has and the house has not is said to be so', () => {
    const request = testRequest({ query: 'Action=CreateVpnGateway' });
    expect(findOperation(ec2, request)).toEqual({
      operation: undefined,
      name: 'CreateVpnGateway',
      version: undefined,
    });
    expect(ec2.otherOperations.has('CreateVpnGateway')).toBe(true);
    const error = notImplemented(ec2, 'CreateVpnGateway');
    expect([error.code, error.status]).toEqual(['NotImplemented', 501]);
    expect(error.message).toContain('`ec2:CreateVpnGateway`');
  });
});
