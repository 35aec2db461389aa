import { AwsError } from '../../kernel/aws-error.ts';
import type { CertificateProblem } from './certificates/certificate-problem.ts';

/**
 * The part of IAM's error catalogue that is about credentials and reports: code, status and AWS's
 * words; where only the code is documented the comment says that the words are a guess.
 */
export const credentialErrors = {
  loginProfileExists: (userName: string) => exists(`Login Profile for user ${userName} already exists.`),

  noPasswordPolicy: (accountId: string) =>
    notFound(`The Password Policy with domain name ${accountId} cannot be found.`),

  /** @param problem what the password should have; the sentences are a guess, their code is not */
  passwordPolicyViolation: (problem: string) => new AwsError('PasswordPolicyViolation', 400, problem),

  /** Only a user has a password to change. */
  notAUser: () => new AwsError('InvalidUserType', 400, 'Only IAM Users can change their own password'),

  wrongOldPassword: () => new AwsError('AccessDenied', 403, 'The old password was incorrect.'),

  mfaDeviceExists: () => exists('MFADevice entity at the same path and name already exists.'),

  /** Name and path are each within their bounds, but not together (the words are a guess). */
  serialTooLong: (longest: number) =>
    new AwsError(
      'InvalidInput',
      400,
      `The serial number of an MFA device has at most ${longest} characters.`,
    ),

  noSuchMfaDevice: (serialNumber: string) =>
    notFound(`VirtualMFADevice with serial number ${serialNumber} does not exist.`),

  /** The device is of nobody, or of someone else. */
  notTheUsersDevice: () => notFound('MFA Device invalid for user.'),

  mfaDeviceTaken: () => exists('MFA Device is already in use.'),

  mfaDeviceInUse: () => conflict('MFA VirtualDevice in use. Must deactivate first.'),

  invalidAuthenticationCode: () =>
    new AwsError('InvalidAuthenticationCode', 403, 'Authentication code for device is not valid.'),

  noSuchServerCertificate: (name: string) =>
    notFound(`The Server Certificate with name ${name} cannot be found.`),

  serverCertificateExists: (name: string) =>
    exists(`The Server Certificate with name ${name} already exists.`),

  malformedCertificate: (problem: CertificateProblem) =>
    new AwsError('MalformedCertificate', 400, CERTIFICATE_PROBLEMS[problem]),

  /** The words are a guess. */
  keyPairMismatch: () =>
    new AwsError('KeyPairMismatch', 400, 'The public key certificate and the private key do not match.'),

  noSuchSigningCertificate: (id: string) => notFound(`The Certificate with id ${id} cannot be found.`),

  /** The words are a guess. */
  duplicateCertificate: () =>
    new AwsError('DuplicateCertificate', 409, 'The certificate is already associated with an IAM user.'),

  noSuchSshKey: (id: string) => notFound(`The Public Key with id ${id} cannot be found.`),

  /** The words are a guess. */
  duplicateSshKey: () =>
    new AwsError(
      'DuplicateSSHPublicKey',
      400,
      'The SSH public key is already associated with the specified IAM user.',
    ),

  /** The words are a guess. */
  invalidSshKey: () =>
    new AwsError('InvalidPublicKey', 400, 'The public key must be an RSA key of 2048 bits or more.'),

  /** The words are a guess. */
  unrecognizedSshKey: () =>
    new AwsError(
      'UnrecognizedPublicKeyEncoding',
      400,
      'The public key encoding format is unsupported or unrecognized.',
    ),

  noSuchServiceCredential: (id: string) => notFound(`No such credential ${id} exists`),

  serviceWithoutCredentials: (service: string) =>
    new AwsError(
      'NotSupportedService',
      404,
      `No such service ${service} is supported for Service Specific Credentials`,
    ),

  /** Only some services' credentials end (the words are a guess). */
  credentialNeverEnds: (service: string) =>
    new AwsError('InvalidInput', 400, `CredentialAgeDays is not supported for ${service}`),

  noReport: () =>
    new AwsError('ReportNotPresent', 410, 'No report present. Use GenerateCredentialReport to make one.'),

  reportExpired: () =>
    new AwsError(
      'ReportExpired',
      410,
      'The report has expired. Use GenerateCredentialReport to make a new one.',
    ),

  noSuchJob: (jobId: string) => notFound(`Job ${jobId} does not exist.`),

  /** The service is none that the entity's policies name (the words are a guess). */
  serviceNotReported: (namespace: string) =>
    new AwsError('InvalidInput', 400, `The report has no service ${namespace}.`),
} as const;

const CERTIFICATE_PROBLEMS: Readonly<Record<CertificateProblem, string>> = {
  certificate: 'Unable to parse certificate. Please ensure the certificate is in PEM format.',
  'private key': 'Invalid Private Key.',
  // The words are a guess.
  period: 'The certificate is not valid at this time.',
  chain:
    'Unable to validate certificate chain. The certificate chain must start with the immediate signing ' +
    'certificate, followed by any intermediaries in order. The index within the chain of the invalid ' +
    'certificate is: -1',
};

function notFound(message: string): AwsError {
  return new AwsError('NoSuchEntity', 404, message);
}

function exists(message: string): AwsError {
  return new AwsError('EntityAlreadyExists', 409, message);
}

function conflict(message: string): AwsError {
  return new AwsError('DeleteConflict', 409, message);
}
