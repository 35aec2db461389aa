import { expect, test } from 'vitest';
import { identityDocument } from './identity-document.ts';
import { cannotAssume, credentialsDocument, profileInfo, profileNotFound } from './role-documents.ts';
import { sampleInstance } from './testing/sample-instance.ts';

const AT = new Date('2022-02-13T13:17:17.999Z');
const PROFILE = {
  profileArn: 'arn:aws:iam::123456789010:instance-profile/S3AdminAccess',
  profileId: 'AIPAVMQT32F2Q43IXV2TC',
};

test('iam/info is 200 bytes where AWS sends 200 bytes', () => {
  const info = profileInfo(PROFILE, true, AT);
  expect(info).toBe(`{
  "Code" : "Success",
  "LastUpdated" : "2022-02-13T13:17:17Z",
  "InstanceProfileArn" : "arn:aws:iam::123456789010:instance-profile/S3AdminAccess",
  "InstanceProfileId" : "AIPAVMQT32F2Q43IXV2TC"
}`);
  expect(info).toHaveLength(200);
});

test('iam/info of a profile whose role was removed is a success with a message', () => {
  expect(JSON.parse(profileInfo(PROFILE, false, AT))).toEqual({
    Code: 'Success',
    Message: expect.stringMatching(/^Instance Profile does not contain a role/),
    LastUpdated: '2022-02-13T13:17:17Z',
    InstanceProfileArn: PROFILE.profileArn,
    InstanceProfileId: PROFILE.profileId,
  });
});

test('iam/info of a profile that is gone names its id', () => {
  expect(profileNotFound(PROFILE.profileId, AT)).toBe(`{
  "Code" : "InstanceProfileNotFound",
  "Message" : "Instance Profile with Id AIPAVMQT32F2Q43IXV2TC cannot be found.  Please see documentation at https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc.",
  "LastUpdated" : "2022-02-13T13:17:17Z"
}`);
});

test('credentials are printed as AWS prints them', () => {
  const credentials = {
    AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    SessionToken: 'dG9rZW4=',
    Expiration: new Date('2022-02-13T19:17:17.000Z'),
  };
  expect(credentialsDocument(credentials, AT)).toBe(`{
  "Code" : "Success",
  "LastUpdated" : "2022-02-13T13:17:17Z",
  "Type" : "AWS-HMAC",
  "AccessKeyId" : "ASIAIOSFODNN7EXAMPLE",
  "SecretAccessKey" : "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  "Token" : "dG9rZW4=",
  "Expiration" : "2022-02-13T19:17:17Z"
}`);
});

test('a role that EC2 may not assume is told in a document, with two blanks', () => {
  expect(cannotAssume('eksRole', AT)).toBe(`{
  "Code" : "AssumeRoleUnauthorizedAccess",
  "Message" : "EC2 cannot assume the role eksRole.  Please see documentation at http://docs.amazonwebservices.com/IAM/latest/UserGuide/RolesTroubleshooting.html.",
  "LastUpdated" : "2022-02-13T13:17:17Z"
}`);
});

test('the identity document holds its keys, those without a value as null', () => {
  expect(identityDocument(sampleInstance())).toBe(`{
  "accountId" : "123456789012",
  "architecture" : "x86_64",
  "availabilityZone" : "us-east-1a",
  "billingProducts" : null,
  "devpayProductCodes" : null,
  "marketplaceProductCodes" : null,
  "imageId" : "ami-0abcdef1234567890",
  "instanceId" : "i-0123456789abcdef0",
  "instanceType" : "t3.micro",
  "kernelId" : null,
  "pendingTime" : "2026-02-03T04:05:06Z",
  "privateIp" : "172.31.0.4",
  "ramdiskId" : null,
  "region" : "us-east-1",
  "version" : "2017-09-30"
}`);
});
